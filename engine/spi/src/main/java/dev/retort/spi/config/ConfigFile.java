package dev.retort.spi.config;

import java.nio.file.Path;

/**
 * A key whose value is the path of another YAML file, which is read, checked and reported on together with the file that refers to
 * it: {@code model_config: configs/models/simulated.yaml}.
 *
 * @param path as written
 * @param value what stands in that file
 * @param <T> the record that describes the other file
 */
public record ConfigFile<T extends Record>(Path path, T value) {}
