package dev.retort.core.plugin;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.pf4j.PluginRuntimeException;

/** Loads plugins, each in a class loader of its own that sees nothing of the engine but the SPI. Closes them at the end. */
public final class PluginHost implements AutoCloseable {

    private final String spiVersion;
    private final ClassLoader shared;
    private final Map<Path, OneJarPf4j> managers = new HashMap<>();
    private final Map<Path, LoadedPlugin> loaded = new HashMap<>();

    /** @param spiVersion the version of the SPI that this engine brings: {@code 1.0.0} */
    public PluginHost(String spiVersion) {
        this.spiVersion = spiVersion;
        this.shared = new SharedApiLoader(PluginHost.class.getClassLoader());
    }

    /**
     * Loads one jar and makes its task types; a jar that is loaded already is not loaded again.
     *
     * @param entry a plugin without a {@linkplain PluginProblem#blocksPlugin blocking} problem in the index
     * @throws PluginLoadException when a class cannot be loaded or made
     */
    public synchronized LoadedPlugin load(PluginEntry entry) throws PluginLoadException {
        LoadedPlugin before = loaded.get(entry.jar());
        if (before != null) {
            return before;
        }
        OneJarPf4j manager = new OneJarPf4j(entry, spiVersion, shared);
        managers.put(entry.jar(), manager);
        try {
            manager.loadPlugin(entry.jar()); // not started: all that a plugin does begins with its task types
        } catch (PluginRuntimeException | IllegalArgumentException | LinkageError e) {
            throw new PluginLoadException(
                    new PluginProblem.Broken(entry.jar(), entry.title(), "the jar", Reasons.of(e), entry.taskTypes()),
                    e);
        }
        LoadedPlugin plugin = new TaskTypeLoader(entry, manager.getPluginClassLoader(entry.id()))
                .load(manager.getExtensionClassNames(entry.id()));
        loaded.put(entry.jar(), plugin);
        return plugin;
    }

    /** Closes the class loaders; no class of a plugin can be loaded afterwards. */
    @Override
    public synchronized void close() {
        loaded.clear();
        for (OneJarPf4j manager : managers.values()) {
            manager.getPlugins().forEach(plugin -> manager.unloadPlugin(plugin.getPluginId()));
        }
        managers.clear();
    }
}
