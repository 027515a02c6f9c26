package dev.retort.acceptance;

import dev.retort.spi.TaskType;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.pf4j.ExtensionPoint;
import org.slf4j.Logger;

/** Java sources that are compiled against what a plugin may see: the SPI, PF4J, SLF4J, JSpecify and nothing else of the house. */
final class Sources {

    private final List<JavaFileObject> units = new ArrayList<>();
    private final List<Processor> processors = new ArrayList<>();

    Sources add(String className, String text) {
        URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
        units.add(new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        });
        return this;
    }

    /** Lets an annotation processor take part, as a build would. */
    Sources processedBy(Processor processor) {
        processors.add(processor);
        return this;
    }

    /** What comes out of the compiler, by the names of jar entries. */
    Map<String, byte[]> compile() throws IOException {
        if (units.isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = new ArrayList<>(List.of("-parameters", "--release", "17", "-cp", classPath()));
        if (processors.isEmpty()) {
            options.add("-proc:none");
        }
        try (Memory memory = new Memory(compiler.getStandardFileManager(null, null, null))) {
            JavaCompiler.CompilationTask task = compiler.getTask(messages, memory, null, options, null, units);
            task.setProcessors(processors);
            if (!task.call()) {
                throw new IllegalArgumentException(messages.toString());
            }
            return memory.files();
        }
    }

    private static String classPath() {
        return Stream.of(TaskType.class, ExtensionPoint.class, Logger.class, NullMarked.class)
                .map(Sources::home)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        Map<String, byte[]> files() {
            Map<String, byte[]> files = new LinkedHashMap<>();
            written.forEach((name, bytes) -> files.put(name, bytes.toByteArray()));
            return files;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new Sink(className.replace('.', '/') + kind.extension, kind);
        }

        @Override
        public FileObject getFileForOutput(Location location, String packageName, String name, FileObject sibling) {
            return new Sink(
                    packageName.isEmpty() ? name : packageName.replace('.', '/') + '/' + name,
                    JavaFileObject.Kind.OTHER);
        }

        private final class Sink extends SimpleJavaFileObject {

            private final String name;

            Sink(String name, Kind kind) {
                super(URI.create("memory:///" + name), kind);
                this.name = name;
            }

            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
                throw new NoSuchFileException(name); // a processor asks what an earlier build has left
            }

            @Override
            public OutputStream openOutputStream() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                written.put(name, bytes);
                return bytes;
            }
        }
    }
}
