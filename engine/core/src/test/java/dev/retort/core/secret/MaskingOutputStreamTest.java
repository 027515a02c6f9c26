package dev.retort.core.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.spi.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskingOutputStreamTest {

    private static final Masker KEY = Masker.of(List.of(Secret.of("KEY", "sécret/key")));

    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
    private final MaskingOutputStream out = new MaskingOutputStream(sink, KEY);

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String seen() {
        return sink.toString(StandardCharsets.UTF_8);
    }

    @Test
    void releasesWholeLines() throws IOException {
        write("one sécret/key\ntwo");
        assertEquals("one ***\n", seen());
        out.close();
        assertEquals("one ***\ntwo", seen());
    }

    @Test
    void flushReleasesAPromptButNotTheBeginningOfASecret() throws IOException {
        write("name: ");
        out.flush();
        assertEquals("name: ", seen());
        write("séc");
        out.flush();
        assertEquals("name: ", seen());
        write("ret/key!");
        out.flush();
        assertEquals("name: ***!", seen());
    }

    @Test
    void flushKeepsAnEscapeThatIsNotWhole() throws IOException {
        for (String form : List.of("s%C3%A9cret%2Fkey", "s\\u00e9cret\\/key")) {
            for (int i = 0; i < form.length(); i++) {
                write(form.substring(i, i + 1));
                out.flush();
            }
            write("\n");
        }
        assertEquals("***\n***\n", seen());
    }

    @Test
    void findsSecretsWhereverTheChunksAreCut() throws IOException {
        String text = "a sécret/key b s%C3%A9cret%2Fkey c c8OpY3JldC9rZXk= d\nthe end";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            ByteArrayOutputStream to = new ByteArrayOutputStream();
            try (MaskingOutputStream cut = new MaskingOutputStream(to, KEY)) {
                for (int at = 0; at < bytes.length; ) {
                    int size = Math.min(bytes.length - at, 1 + random.nextInt(9));
                    cut.write(bytes, at, size);
                    at += size;
                    if (random.nextBoolean()) {
                        cut.flush();
                    }
                }
            }
            assertEquals(
                    "a *** b *** c *** d\nthe end",
                    to.toString(StandardCharsets.UTF_8).replace("***=", "***"));
        }
    }

    @Test
    void leavesBytesThatAreNoTextAlone() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(3).nextBytes(bytes);
        out.write(bytes);
        out.close();
        assertArrayEquals(bytes, sink.toByteArray());
    }

    @Test
    void aLineWithoutEndDoesNotGrowWithoutBound() throws IOException {
        byte[] line = "x".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        out.write(line);
        assertEquals(line.length, sink.size());
        write("sécret/key");
        out.close();
        assertEquals("***", seen().substring(line.length));
    }

    @Test
    void secretsOfManyLinesAreFound() throws IOException {
        MaskingOutputStream lines =
                new MaskingOutputStream(sink, Masker.of(List.of(Secret.of("KEY", "ab1\ncd2\nef3"))));
        for (String part : List.of("x ab1", "\ncd", "2\nef3 y\n")) {
            lines.write(part.getBytes(StandardCharsets.UTF_8));
            lines.flush();
        }
        lines.close();
        assertEquals("x *** y\n", seen());
    }

    @Test
    void withoutSecretsEverythingPassesAtOnce() throws IOException {
        MaskingOutputStream open = new MaskingOutputStream(sink, Masker.none());
        open.write("half a line".getBytes(StandardCharsets.UTF_8));
        assertEquals("half a line", seen());
        open.close();
    }
}
