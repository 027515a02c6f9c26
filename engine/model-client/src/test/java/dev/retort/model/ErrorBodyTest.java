package dev.retort.model;

import static dev.retort.model.Replies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The spellings of errors. */
final class ErrorBodyTest {

    @Test
    void readsTheObject() {
        assertEquals(
                new ErrorBody("no", "c", "t", false, true),
                read("{\"error\":{\"message\":\"no\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}"));
    }

    @Test
    void readsTheNumberAsCodeAndTheWordsInMetadata() {
        ErrorBody error = read(
                "{\"error\":{\"message\":\"no\",\"code\":502,\"metadata\":{\"raw\":\"upstream\"}},\"user_id\":\"u\"}");
        assertEquals("502", error.code());
        assertEquals("no: upstream", error.message());
    }

    @Test
    void readsTheText() {
        assertEquals("no", read("{\"error\":\"no\"}").message());
        assertEquals(
                "Unauthorized: bad key",
                read("{\"error\":\"Unauthorized\",\"message\":\"bad key\"}").message());
    }

    @Test
    void readsTheDetail() {
        assertEquals("no", read("{\"detail\":\"no\"}").message());
        assertEquals(
                "no", read("{\"detail\":{\"message\":\"no\",\"code\":\"c\"}}").message());
        assertEquals(
                "body.n: too big",
                read("{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"too big\"}]}")
                        .message());
    }

    @Test
    void readsMembersAtTheTopLevel() {
        assertEquals(
                new ErrorBody("no", "c", "", false, true),
                read("{\"code\":\"c\",\"message\":\"no\",\"request_id\":\"r\"}"));
        assertEquals("no", read("{\"msg\":\"no\",\"status\":1}").message());
    }

    @Test
    void readsPagesAndPlainText() {
        assertEquals(
                "an HTML page: Blocked",
                read("<!doctype html><html><title> Blocked </title>").message());
        assertEquals(
                "an HTML page: Go away now",
                read("<html><body><h1>Go away</h1> <p>now</p>").message());
        assertEquals("upstream timed out", read("upstream timed out\n").message());
        assertFalse(read("upstream timed out").structured());
    }

    @Test
    void readsNothingOutOfNothing() {
        assertEquals(ErrorBody.NONE, read(""));
        assertEquals(ErrorBody.NONE, read(" \n"));
        assertEquals("null", read("null").message());
    }

    @Test
    void showsJsonThatItDoesNotKnow() {
        assertEquals("{status=down}", read("{\"status\":\"down\"}").message());
        assertTrue(read("{\"error\":{\"reason\":\"r\"}}").message().contains("reason=r"));
    }

    @Test
    void showsWhatIsThereOfACutBody() {
        assertEquals(
                "{\"error\":{\"message\":\"long",
                read("{\"error\":{\"message\":\"long").message());
    }

    @Test
    void survivesHostileBodies() {
        byte[] page = new byte[64 * 1024];
        Arrays.fill(page, (byte) '<');
        assertTrue(ErrorBody.read(page, page.length).message().length() <= 301);
        read("[".repeat(60_000));
        read("{\"error\":" + "{\"error\":".repeat(400) + "1" + "}".repeat(401));
        read("{\"error\":{\"code\":1e999999999,\"message\":-1E-999999999}}");
        read("\"\\ud800\"");
        read("{\"error\":{\"message\":{\"a\":[1,2]},\"code\":[null],\"metadata\":7}}");
    }

    @Test
    void showsAnErrorMemberThatIsTooMuch() {
        byte[] number = utf8("{\"code\":" + "1".repeat(2_000) + "}");
        assertTrue(ErrorBody.ofErrorMember(new JsonSpan(number, 0, number.length))
                .message()
                .startsWith("{\"code\":111"));
    }

    private static ErrorBody read(String body) {
        return ErrorBody.read(utf8(body), utf8(body).length);
    }
}
