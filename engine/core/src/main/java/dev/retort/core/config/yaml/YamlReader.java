package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.SourceText;
import dev.retort.core.config.problem.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Composes the tree of one document. A mistake in the syntax ends the reading, since nothing behind it can be trusted; a key given
 * twice, an unknown tag and the like are reported and the reading goes on.
 */
public final class YamlReader {

    /** The deepest nesting allowed; a task file needs five. */
    static final int DEEPEST = 50;
    /** The most nodes allowed, aliases counted each time they are used. */
    static final int MOST_NODES = 100_000;

    private static final String TAG = "tag:yaml.org,2002:";

    private final SourceText source;
    private final ProblemLog log;
    private final Parser parser;
    private final Map<String, Node> anchors = new HashMap<>();
    private final List<String> open = new ArrayList<>();

    private YamlReader(SourceText source, ProblemLog log) {
        this.source = source;
        this.log = log;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
    }

    /**
     * Reads the one document of a text.
     *
     * @return empty when the text holds no document or its syntax is wrong; the latter is in the log
     */
    public static Optional<Node> read(SourceText source, ProblemLog log) {
        int strange = strangeCharacter(source.text());
        if (strange >= 0) {
            log.error(
                    source.at(strange),
                    "",
                    String.format(
                            "the character U+%04X may not stand in YAML",
                            source.text().codePointAt(strange)),
                    "delete it, or write it as an escape in double quotes");
            return Optional.empty();
        }
        try {
            return new YamlReader(source, log).document();
        } catch (YamlEngineException e) {
            log.add(new SyntaxProblems(source).of(e));
            return Optional.empty();
        } catch (TooMuch e) {
            log.error(e.place, "", e.getMessage(), e.mend);
            return Optional.empty();
        }
    }

    private static int strangeCharacter(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (!StreamReader.isPrintable(point)) {
                return i;
            }
            i += Character.charCount(point);
        }
        return -1;
    }

    private Optional<Node> document() {
        parser.next();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return Optional.empty();
        }
        parser.next();
        Node root = node(1);
        parser.next();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            log.error(
                    place(parser.peekEvent()),
                    "",
                    "a second document begins here; one file holds one",
                    "put it into a file of its own");
        }
        return Optional.of(root);
    }

    private Node node(int depth) {
        Event event = parser.next();
        Place.InFile place = place(event);
        if (depth > DEEPEST) {
            throw new TooMuch(place, "nested more than " + DEEPEST + " levels deep", "");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias.getAlias().getValue(), place);
        }
        Optional<Anchor> named = event instanceof NodeEvent anchored ? anchored.getAnchor() : Optional.empty();
        String anchor = named.isPresent() ? named.get().getValue() : null;
        if (anchor != null) {
            open.add(anchor);
        }
        Node node;
        if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar, place);
        } else if (event.getEventId() == Event.ID.SequenceStart) {
            node = sequence(place, depth);
        } else {
            node = mapping(place, depth);
        }
        if (event instanceof CollectionStartEvent start) {
            checkTag(start.getTag().orElse(null), event.getEventId() == Event.ID.SequenceStart ? "seq" : "map", place);
        }
        if (node.size() > MOST_NODES) {
            throw new TooMuch(place, "more than 100,000 values, aliases counted each time", "");
        }
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, node);
        }
        return node;
    }

    private Node alias(String name, Place.InFile place) {
        Node node = anchors.get(name);
        if (node != null) {
            return node.at(place);
        }
        if (open.contains(name)) {
            throw new TooMuch(place, "the alias '*" + name + "' stands inside the value that it refers to", "");
        }
        throw new TooMuch(
                place,
                "there is no anchor '&" + name + "' above this alias",
                "put the text into quotes if a text beginning with * is meant");
    }

    private Scalar scalar(ScalarEvent event, Place.InFile place) {
        String tag = event.getTag().orElse(null);
        boolean plain = event.isPlain();
        if (tag != null) {
            if (tag.equals(TAG + "str") || tag.equals("!")) {
                plain = false;
            } else if (isScalarTag(tag)) {
                plain = true;
            } else {
                checkTag(tag, "str", place);
            }
        }
        return plain ? Scalar.plain(place, event.getValue()) : Scalar.quoted(place, event.getValue());
    }

    private static boolean isScalarTag(String tag) {
        return tag.equals(TAG + "int")
                || tag.equals(TAG + "float")
                || tag.equals(TAG + "bool")
                || tag.equals(TAG + "null");
    }

    private void checkTag(@Nullable String tag, String expected, Place place) {
        if (tag == null || tag.equals("!") || tag.equals(TAG + expected)) {
            return;
        }
        String shown =
                tag.startsWith(TAG) ? "!!" + tag.substring(TAG.length()) : tag.startsWith("!") ? tag : "!<" + tag + ">";
        Place tagOnly = place instanceof Place.InFile in
                ? new Place.InFile(in.source(), in.line(), in.column(), in.line(), in.column() + shown.length())
                : place;
        log.error(tagOnly, "", "the tag '" + Texts.shortened(shown, 40) + "' has no meaning here", "delete the tag");
    }

    private Sequence sequence(Place.InFile start, int depth) {
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        return Sequence.of(upTo(start, parser.next()), items);
    }

    private Mapping mapping(Place.InFile start, int depth) {
        List<Mapping.Entry> entries = new ArrayList<>();
        Map<String, Place.InFile> seen = new HashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Place.InFile keyPlace = place(parser.peekEvent());
            Node key = node(depth + 1);
            Node value = node(depth + 1);
            if (!(key instanceof Scalar name)) {
                log.error(
                        key.place(),
                        "",
                        "a key must be a text, found " + (key instanceof Sequence ? "a list" : "a mapping"),
                        "put the text into quotes if braces or brackets are part of it");
                continue;
            }
            if (name.text().equals("<<") && name.form() == Scalar.Form.PLAIN) {
                log.error(
                        keyPlace,
                        "",
                        "the merge key '<<' is not part of YAML 1.2",
                        "use 'extends: other.yaml', or repeat the keys");
                continue;
            }
            Place.InFile first = seen.putIfAbsent(name.text(), keyPlace);
            if (first == null) {
                entries.add(new Mapping.Entry(name, value));
            } else {
                log.error(
                        keyPlace,
                        name.text(),
                        "duplicate key '" + Texts.shortened(name.text(), 60) + "'; it stands already on line "
                                + first.line(),
                        "delete one of the two");
            }
        }
        return Mapping.of(upTo(start, parser.next()), entries);
    }

    private Place.InFile place(Event event) {
        Mark start = event.getStartMark().orElseThrow();
        Mark end = event.getEndMark().orElse(start);
        return new Place.InFile(
                source, start.getLine() + 1, start.getColumn() + 1, end.getLine() + 1, end.getColumn() + 1);
    }

    private Place.InFile upTo(Place.InFile start, Event end) {
        Mark mark = end.getEndMark().orElseThrow();
        return new Place.InFile(source, start.line(), start.column(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Ends the reading of a file that is not worth going on with. */
    private static final class TooMuch extends RuntimeException {
        final transient Place place;
        final String mend;

        TooMuch(Place place, String message, String mend) {
            super(message, null, false, false);
            this.place = place;
            this.mend = mend;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
