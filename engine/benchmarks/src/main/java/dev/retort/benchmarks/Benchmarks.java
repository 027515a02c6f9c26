package dev.retort.benchmarks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code java -jar engine/benchmarks/target/benchmarks.jar [startup] [distill] [resume]}, from the root of the checkout after
 * {@code mvn package}; without a name, all of them.
 */
final class Benchmarks {

    private Benchmarks() {}

    /** A benchmark prints its figures as it goes. */
    interface Benchmark {
        void run(Place place) throws IOException, InterruptedException;
    }

    /**
     * Where a benchmark works.
     *
     * @param root the checkout
     * @param scratch an empty directory, deleted afterwards
     */
    record Place(Path root, Path scratch) {

        Path engine() {
            return root.resolve("engine.jar");
        }

        /** The jar of the benchmarks themselves, for the reference mains. */
        Path own() {
            return root.resolve("engine/benchmarks/target/benchmarks.jar");
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of("").toAbsolutePath();
        List<String> names = args.length == 0 ? List.of("startup", "distill", "resume") : List.of(args);
        System.out.printf(
                "Java %s, %d processors%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors());
        for (String name : names) {
            Benchmark benchmark =
                    switch (name) {
                        case "startup" -> new Startup();
                        case "distill" -> new Distill();
                        case "resume" -> new Resume();
                        default -> throw new IllegalArgumentException("no benchmark is called " + name);
                    };
            Path scratch = Files.createTempDirectory("retort-benchmark");
            try {
                System.out.println("== " + name);
                benchmark.run(new Place(root, scratch));
            } finally {
                delete(scratch);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
