package dev.retort.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.retort.spi.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskerTest {

    private static Masker masker(String... values) {
        return Masker.of(
                Arrays.stream(values).map(value -> Secret.of("KEY", value)).toList());
    }

    private static final Masker KEY = masker("pass-Word/1");

    @Test
    void masksTheValueItself() {
        assertEquals("a *** b ***", KEY.mask("a pass-Word/1 b pass-Word/1"));
        assertEquals("nothing here", KEY.mask("nothing here"));
        assertEquals("", KEY.mask(""));
    }

    @Test
    void masksEveryAlignmentInBase64() {
        for (String before : List.of("", "a", "ab", "abc", "user:", "Bearer ")) {
            for (String after : List.of("", "x", "xy", "xyz")) {
                byte[] bytes = (before + "pass-Word/1" + after).getBytes(StandardCharsets.UTF_8);
                for (Base64.Encoder encoder :
                        List.of(Base64.getEncoder(), Base64.getEncoder().withoutPadding(), Base64.getUrlEncoder())) {
                    String encoded = encoder.encodeToString(bytes);
                    String masked = KEY.mask("[" + encoded + "]");
                    String rest = masked.substring(1, masked.length() - 1).replaceAll("[*=]", "");
                    int known = (before.length() + after.length()) * 8 / 6 + 1;
                    assertFalse(rest.length() > known, () -> before + "|" + after + ": " + encoded + " → " + masked);
                }
            }
        }
    }

    @Test
    void masksHex() {
        assertEquals("***", masker("abcd").mask("61626364"));
        assertEquals("***", masker("klmn").mask("6B6C6D6E"));
    }

    @Test
    void masksAnyMixtureOfPercentEncoding() {
        Masker masker = masker("p/ä +ß%1");
        assertEquals("k=***&x=1", masker.mask("k=p%2F%C3%A4%20%2B%C3%9F%251&x=1"));
        assertEquals("k=***&x=1", masker.mask("k=p%2f%c3%a4+%2b%c3%9f%251&x=1"));
        assertEquals("k=***&x=1", masker.mask("k=%70/ä %2B%C3%9f%251&x=1"));
        assertEquals("100% of p", masker.mask("100% of p"));
    }

    @Test
    void masksAnyMixtureOfJsonEscapes() {
        Masker masker = masker("p/ä\"q\\1<");
        assertEquals("{\"k\":\"***\"}", masker.mask("{\"k\":\"p/ä\\\"q\\\\1<\"}"));
        assertEquals("{\"k\":\"***\"}", masker.mask("{\"k\":\"p\\/\\u00e4\\u0022q\\u005C1\\u003c\"}"));
        assertEquals("{\"k\":\"***\"}", masker.mask("{\"k\":\"\\u0070\\/\\u00E4\\\"q\\\\1<\"}"));
        assertEquals("a\\nb\\q", masker.mask("a\\nb\\q"));
    }

    @Test
    void masksJsonInsideJsonAndUrlsInsideJson() {
        Masker masker = masker("p/\"q-2");
        assertEquals("\"{\\\"k\\\":\\\"***\\\"}\"", masker.mask("\"{\\\"k\\\":\\\"p\\/\\\\\\\"q-2\\\"}\""));
        assertEquals("\"u?k=***\\n\"", masker.mask("\"u?k=p%2F%22q-2\\n\""));
    }

    @Test
    void masksHtmlEntities() {
        assertEquals("<p>*** &amp; co</p>", masker("a&b<c'd").mask("<p>a&amp;b&lt;c&#39;d &amp; co</p>"));
        assertEquals("***", masker("a&b<c'd").mask("a&#x26;b<c&apos;d"));
    }

    @Test
    void masksOverlappingSecretsWhole() {
        assertEquals("[***]", masker("abcdef", "defghi").mask("[abcdefghi]"));
        assertEquals("[***]", masker("abcdefghi", "cdef").mask("[abcdefghi]"));
        assertEquals("******", masker("abcd").mask("abcdabcd"));
    }

    @Test
    void prefersTheLongestOfSecretsThatBeginAlike() {
        assertEquals("***", masker("abcd", "abcdefgh").mask("abcdefgh"));
    }

    @Test
    void leavesShortValuesAndNamesThem() {
        Masker masker = Masker.of(List.of(
                Secret.of("PIN", "123"), Secret.of("EMPTY", ""), Secret.unset("NONE"), Secret.of("LONG", "12345")));
        assertEquals(List.of("PIN"), masker.tooShort());
        assertEquals("123 ***", masker.mask("123 12345"));
    }

    @Test
    void masksTheLinesOfASecretOfManyLines() {
        Masker masker = masker("-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n");
        assertEquals("log: *** and ***", masker.mask("log: MIIEvQIBADANBg and kqhkiG9w0BAQEF"));
        assertEquals(
                "{\"k\":\"***\\n\"}",
                masker.mask("{\"k\":\"-----BEGIN KEY-----\\nMIIEvQIBADANBg\\nkqhkiG9w0BAQEF\\n-----END KEY-----\\n\"}")
                        .replace("\"***\"", "\"***\\n\""));
    }

    @Test
    void ignoresSpaceAroundAValue() {
        assertEquals("[***]", masker(" abcdef\n").mask("[abcdef]"));
    }

    @Test
    void masksCausesAndSuppressed() {
        IllegalStateException failure =
                new IllegalStateException("outer", new IOException("cause pass-Word/1", new Error("pass-Word/1")));
        failure.addSuppressed(new IOException("suppressed pass-Word/1"));
        String trace = KEY.trace(failure);
        assertFalse(trace.contains("pass-Word/1"));
        assertEquals(3, trace.split("\\*\\*\\*", -1).length - 1);
    }

    @Test
    void tracesOfExceptionsThatCannotTellTheirMessage() {
        RuntimeException failure = new RuntimeException("x") {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        String trace = KEY.trace(failure);
        assertEquals(
                failure.getClass().getName() + " (its trace cannot be written: java.lang.IllegalStateException)\n",
                trace);
    }

    /** Against the plain way: undo nothing, look for the value with indexOf. */
    @Test
    void agreesWithAPlainSearchOnRandomText() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            String alphabet = "ab%\\u0";
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String secret = text.substring(20, 20 + 4 + random.nextInt(8));
            String masked = masker(secret).mask(text.toString());
            assertFalse(masked.contains(secret), () -> secret + " in " + masked);
        }
    }
}
