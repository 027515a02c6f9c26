package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Texts;
import java.util.HashMap;
import java.util.Map;

/** Where each key of a document stands, by its dotted path. */
final class KeyPlaces {

    private final Map<String, Place> places = new HashMap<>();

    KeyPlaces(Place root) {
        places.put("", ofDocument(root));
    }

    /** The place of the top level of a document. */
    static Place ofDocument(Place root) {
        return root instanceof Place.InFile in ? in.asDocument() : root;
    }

    KeyPlaces copy() {
        KeyPlaces copy = new KeyPlaces(of(""));
        copy.places.putAll(places);
        return copy;
    }

    void put(String key, Place place) {
        places.put(key, place);
    }

    /** The place of the key; else that of the closest section around it. */
    Place of(String key) {
        String path = key;
        while (true) {
            Place place = places.get(path);
            if (place != null) {
                return place instanceof Place.OfDefault fallback ? fallback.owner() : place;
            }
            path = parent(path);
        }
    }

    static String parent(String key) {
        int dot = key.lastIndexOf('.');
        return dot < 0 ? "" : key.substring(0, dot);
    }

    static String child(String parent, String name) {
        return parent.isEmpty() ? name : parent + '.' + name;
    }

    /** {@code 'batch_size'} for {@code distillation.batch_size}, {@code item 2 of 'models'} for {@code models.1}. */
    static String shown(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        if (!last.isEmpty() && last.charAt(0) >= '0' && last.charAt(0) <= '9' && last.length() < 10) {
            boolean number = true;
            for (int i = 0; i < last.length(); i++) {
                number &= Character.isDigit(last.charAt(i));
            }
            if (number && last.length() < key.length()) {
                return "item " + (Integer.parseInt(last) + 1) + " of " + shown(parent(key));
            }
        }
        return '\'' + Texts.shortened(last, 60) + '\'';
    }
}
