package dev.retort.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The parent of every plugin's class loader: shows the JDK and what a plugin compiles against, and nothing else of the engine,
 * neither classes nor resources. So a plugin may bring any library in any version, and a {@code ServiceLoader} in it never
 * meets a provider of the engine.
 */
final class SharedApiLoader extends ClassLoader {

    private static final String[] SHARED = {"dev.retort.spi.", "org.pf4j.", "org.slf4j.", "org.jspecify."};

    private final ClassLoader engine;

    SharedApiLoader(ClassLoader engine) {
        super("retort-shared-api", ClassLoader.getPlatformClassLoader());
        this.engine = engine;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (String prefix : SHARED) {
            if (name.startsWith(prefix)) {
                return engine.loadClass(name);
            }
        }
        return super.loadClass(name, resolve);
    }

    // Resources come from the JDK alone: the parent's, by the methods of ClassLoader, which this class does not change.
    // A resource of
    // a shared package is code of the engine, read by nobody.

    @Override
    public @Nullable URL getResource(String name) {
        return getParent().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return getParent().getResources(name);
    }
}
