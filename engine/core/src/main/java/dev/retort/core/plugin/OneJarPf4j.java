package dev.retort.core.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pf4j.AbstractPluginManager;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultPluginFactory;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.IndexedExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.RuntimeMode;
import org.pf4j.VersionManager;

/**
 * PF4J for exactly one jar: no directory is searched, nothing is unpacked or written, no system property is asked, and the
 * descriptor is the one that {@link PluginIndex} has read.
 */
final class OneJarPf4j extends AbstractPluginManager {

    private final PluginEntry entry;
    private final ClassLoader shared;

    OneJarPf4j(PluginEntry entry, String spiVersion, ClassLoader shared) {
        super(List.of(entry.jar().toAbsolutePath().getParent()));
        this.entry = entry;
        this.shared = shared;
        setSystemVersion(spiVersion);
    }

    @Override
    public RuntimeMode getRuntimeMode() {
        return RuntimeMode.DEPLOYMENT;
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                return new DefaultPluginDescriptor(
                        entry.id(),
                        entry.description(),
                        Plugin.class.getName(),
                        entry.version(),
                        entry.requires(),
                        "",
                        "");
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                // The shared API first: a copy of it that slipped into the jar would make casts fail.
                PluginClassLoader loader =
                        new PluginClassLoader(OneJarPf4j.this, descriptor, shared, ClassLoadingStrategy.APD);
                loader.addFile(path.toFile());
                return loader;
            }
        };
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new IndexedExtensionFinder(this) {
            @Override
            public Map<String, Set<String>> readClasspathStorages() {
                return Map.of();
            }
        };
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.of();
            }

            @Override
            public boolean deletePluginPath(Path path) {
                return false;
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void enablePlugin(String id) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return new DefaultPluginFactory();
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected VersionManager createVersionManager() {
        return new SpiVersions();
    }
}
