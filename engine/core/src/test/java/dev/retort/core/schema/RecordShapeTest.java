package dev.retort.core.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retort.spi.config.ConfigFile;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.Key;
import dev.retort.spi.config.OneOf;
import dev.retort.spi.config.OtherKeys;
import dev.retort.spi.config.Range;
import dev.retort.spi.config.Seconds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordShapeTest {

    private static String refusal(Class<? extends Record> type) {
        InvalidRecordException refusal = assertThrows(InvalidRecordException.class, () -> RecordShape.of(type));
        return String.valueOf(refusal.getMessage()).replace(RecordShapeTest.class.getName() + "$1", "");
    }

    @Test
    void namesAreInSnakeCase() {
        record Names(int flushIntervalSecs, int baseURL, int n, int topP, int x2y, @Key("class") int kind, int a_b) {}
        assertEquals(
                List.of("flush_interval_secs", "base_url", "n", "top_p", "x2y", "class", "a_b"),
                RecordShape.of(Names.class).names());
    }

    @Test
    void annotationsApplyWithinListsAndOptionals() {
        record Nested(
                @OneOf({"a", "b"}) Optional<List<String>> texts,
                @Range(min = 1, max = 2) List<Integer> numbers,
                @Seconds Optional<Duration> pause,
                @ExistingFile List<Path> files) {}
        List<KeyShape> keys = RecordShape.of(Nested.class).keys();
        assertEquals(
                List.of(
                        new ValueShape.Items(new ValueShape.Text(List.of("a", "b")), 0, Integer.MAX_VALUE),
                        new ValueShape.Items(new ValueShape.Whole(false, Integer.MIN_VALUE, Integer.MAX_VALUE), 1, 2),
                        new ValueShape.Span(true, 0, Double.POSITIVE_INFINITY),
                        new ValueShape.Items(new ValueShape.FilePath(true), 0, Integer.MAX_VALUE)),
                keys.stream().map(KeyShape::value).toList());
        assertEquals(
                List.of(false, true, false, true),
                keys.stream().map(KeyShape::required).toList());
    }

    @Test
    void aTypeThatHasNoPlaceInAFileIsABug() {
        record Bad(Set<String> names) {}
        assertEquals(
                "bug in the plugin: Bad, component 'names': a component cannot be of type java.util.Set<java.lang.String>",
                refusal(Bad.class));
        record Single(float ratio) {}
        assertEquals(
                "bug in the plugin: Single, component 'ratio': a component cannot be of type float",
                refusal(Single.class));
        record Keys(Map<Integer, String> names) {}
        assertEquals(
                "bug in the plugin: Keys, component 'names': a component cannot be of type"
                        + " java.util.Map<java.lang.Integer, java.lang.String>",
                refusal(Keys.class));
        record Twice(Optional<Optional<String>> name) {}
        assertEquals(
                "bug in the plugin: Twice, component 'name': a component cannot be of type"
                        + " java.util.Optional<java.lang.String>",
                refusal(Twice.class));
        record NoFile(ConfigFile<?> file) {}
        assertEquals(
                "bug in the plugin: NoFile, component 'file': a component cannot be of type"
                        + " dev.retort.spi.config.ConfigFile<?>",
                refusal(NoFile.class));
    }

    @Test
    @SuppressWarnings("rawtypes")
    void aTypeWithoutItsArgumentsIsABug() {
        record Raw(Optional name) {}
        assertEquals(
                "bug in the plugin: Raw, component 'name': a component cannot be of type java.util.Optional without its type"
                        + " arguments",
                refusal(Raw.class));
    }

    @Test
    void anAnnotationWithoutEffectIsABug() {
        record Ranged(@Range(min = 1) String name) {}
        assertEquals(
                "bug in the plugin: Ranged, component 'name': @Range does not apply to java.lang.String",
                refusal(Ranged.class));
        record Timed(@Seconds int pause) {}
        assertEquals(
                "bug in the plugin: Timed, component 'pause': @Seconds does not apply to int", refusal(Timed.class));
        record Chosen(@OneOf("a") Path path) {}
        assertEquals(
                "bug in the plugin: Chosen, component 'path': @OneOf does not apply to java.nio.file.Path",
                refusal(Chosen.class));
        record There(@ExistingFile String path) {}
        assertEquals(
                "bug in the plugin: There, component 'path': @ExistingFile does not apply to java.lang.String",
                refusal(There.class));
    }

    @Test
    void contradictionsAreBugs() {
        record Both(@Default("1") Optional<Integer> n) {}
        assertEquals("bug in the plugin: Both, component 'n': an Optional cannot have a default", refusal(Both.class));
        record Same(@Key("a") int one, @Key("a") int two) {}
        assertEquals("bug in the plugin: Same, component 'two': the key 'a' is there twice", refusal(Same.class));
        record Rest(@OtherKeys Map<String, String> rest) {}
        assertEquals(
                "bug in the plugin: Rest, component 'rest': @OtherKeys needs a Map<String, Object>",
                refusal(Rest.class));
        record Rests(@OtherKeys Map<String, Object> a, @OtherKeys Map<String, Object> b) {}
        assertEquals(
                "bug in the plugin: Rests, component 'b': only one component can take the other keys",
                refusal(Rests.class));
    }

    /** Contains itself. */
    record Endless(List<Endless> more) {}

    @Test
    void aRecordCannotContainItself() {
        assertEquals(
                "bug in the plugin: dev.retort.core.schema.RecordShapeTest$Endless: a record cannot contain itself",
                assertThrows(InvalidRecordException.class, () -> RecordShape.of(Endless.class))
                        .getMessage());
    }
}
