package dev.retort.plugins.distillation.prompt;

import com.samskivert.mustache.Mustache;
import dev.retort.jsonl.MemberNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every name that a template could ask an object for: {@code meta.topic} gives {@code meta.topic}, {@code meta} and {@code topic}. */
final class TemplateNames {

    private final MemberNames all;
    private final Map<String, Integer> indexes = new HashMap<>();

    TemplateNames(Set<String> names) {
        this.all = MemberNames.of(names.toArray(String[]::new));
        for (int i = 0; i < all.size(); i++) {
            indexes.put(all.name(i), i);
        }
    }

    MemberNames all() {
        return all;
    }

    int indexOf(String name) {
        return indexes.getOrDefault(name, -1);
    }

    /** Collects the names while a template is looked through. */
    static final class Collector implements Mustache.Visitor {

        private final Set<String> names = new LinkedHashSet<>();
        private final List<String> includes = new ArrayList<>();

        TemplateNames names() {
            return new TemplateNames(names);
        }

        /** The other templates that it would bring in. */
        List<String> includes() {
            return includes;
        }

        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            add(name);
        }

        @Override
        public boolean visitInclude(String name) {
            includes.add(name);
            return false;
        }

        @Override
        public boolean visitParent(String name) {
            includes.add(name);
            return false;
        }

        @Override
        public boolean visitSection(String name) {
            add(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            add(name);
            return true;
        }

        private void add(String name) {
            names.add(name);
            int start = 0;
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
                names.add(name.substring(start, dot));
                start = dot + 1;
            }
            names.add(name.substring(start));
        }
    }
}
