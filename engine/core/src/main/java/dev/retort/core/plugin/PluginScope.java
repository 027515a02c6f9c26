package dev.retort.core.plugin;

/** Runs code of a plugin with the plugin's class loader as the thread's context class loader, and puts the old one back. */
public final class PluginScope {

    private final ClassLoader loader;

    PluginScope(ClassLoader loader) {
        this.loader = loader;
    }

    /** Makes the call. */
    public <T, E extends Exception> T call(Call<T, E> call) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * A call into a plugin.
     *
     * @param <T> what it returns
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Call<T, E extends Exception> {
        T run() throws E;
    }
}
