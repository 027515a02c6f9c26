package dev.retort.plugins.distillation.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.plugins.distillation.identity.RecordId;
import dev.retort.plugins.distillation.identity.RecordIds;
import dev.retort.plugins.distillation.identity.RecordIds.Standing;
import dev.retort.plugins.distillation.result.EarlierRuns.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunsTest {

    private static final String OURS = "{\"id\":\"a\",\"response\":\"generation\\\":{\\\"record_id\\\":\\\"x\\\"\","
            + "\"generation\":{\"record_id\":\"a\",\"line\":1}}";

    @TempDir
    Path directory;

    private final RecordIds ids = new RecordIds();

    private Standing standing(String token) {
        return ids.meet(RecordId.ofToken(token.getBytes(StandardCharsets.UTF_8)), 1);
    }

    @Test
    void findsTheIdAtTheEndOfALine() throws IOException {
        Path file = Files.writeString(directory.resolve("out.jsonl"), OURS + "\n");
        assertEquals(new EarlierRuns.Found(1, 0, 0), new EarlierRuns(ids).read(file, Kind.ANSWERS));
        assertEquals(Standing.FINISHED, standing("\"a\""));
        assertEquals(Standing.NEW, standing("\"x\""));
    }

    @Test
    void findsTheIdOfALineThatAnotherToolWrote() throws IOException {
        Path file = Files.writeString(
                directory.resolve("out.jsonl"),
                "{\"response\": \"yes\", \"uid\": 7, \"id\": \"b\"}\n{\"id\": \"c\", \"response\": 1, \"generation\": {\"line\": 1}}\n");
        assertEquals(new EarlierRuns.Found(2, 0, 0), new EarlierRuns(ids).read(file, Kind.ANSWERS));
        assertEquals(Standing.FINISHED, standing("7"));
        assertEquals(Standing.FINISHED, standing("\"c\""));
    }

    @Test
    void findsTheMadeUpIdOfALineThatAnotherToolWroteAnew() throws IOException {
        Path file = Files.writeString(
                directory.resolve("out.jsonl"),
                "{\t\"response\": \"yes\", \"generation\": {\"record_id\": \"content-1\", \"line\": 1} } \n");
        assertEquals(new EarlierRuns.Found(1, 0, 0), new EarlierRuns(ids).read(file, Kind.ANSWERS));
        assertEquals(Standing.FINISHED, standing("\"content-1\""));
    }

    @Test
    void knowsARecordThatIsNoAnswer() throws IOException {
        Path file = Files.writeString(directory.resolve("out.jsonl"), OURS + "\n{\"id\":\"b\",\"messages\":[]}\n");
        assertEquals(new EarlierRuns.Found(1, 0, 2), new EarlierRuns(ids).read(file, Kind.ANSWERS));
        assertEquals(Standing.NEW, standing("\"b\""));
    }

    @Test
    void countsDamageAndRepairsIt() throws IOException {
        Path file = Files.writeString(
                directory.resolve("out.jsonl"), OURS + "\n{\"id\":\"b\n\n" + "\0\0\0" + OURS + "\n{\"response\":1}\n");
        EarlierRuns runs = new EarlierRuns(ids);
        assertEquals(new EarlierRuns.Found(1, 3, 0), runs.read(file, Kind.ANSWERS));
        Path aside = directory.resolve("aside");
        byte[] before = Files.readAllBytes(file);
        runs.repair(file, Kind.ANSWERS, aside);
        assertEquals(OURS + "\n", Files.readString(file));
        assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(aside));
    }

    @Test
    void findsNothingWhereThereIsNoFile() throws IOException {
        assertEquals(
                new EarlierRuns.Found(0, 0, 0), new EarlierRuns(ids).read(directory.resolve("none"), Kind.ANSWERS));
    }
}
