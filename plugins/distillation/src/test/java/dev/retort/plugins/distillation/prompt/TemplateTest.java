package dev.retort.plugins.distillation.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static String render(String template, String record) throws Exception {
        return Template.of(template).render(Records.record(record));
    }

    private static String missing(String template, String record) {
        UnusableException e = assertThrows(UnusableException.class, () -> render(template, record));
        return e.type() + ": " + e.reason();
    }

    @Test
    void insertsTextsWithoutEscapingThem() throws Exception {
        assertEquals(
                "a < \"b\" & 'c' = d\né \\",
                render(
                        "{{x}}{{{y}}}{{&z}}",
                        "{\"x\":\"a < \\\"b\\\" & \",\"y\":\"'c' =\",\"z\":\" d\\n\\u00e9 \\\\\"}"));
    }

    @Test
    void insertsNumbersAsTheyAreWritten() throws Exception {
        assertEquals(
                "1.50 12345678901234567890 1E5 -0 true false",
                render(
                        "{{a}} {{b}} {{c}} {{d}} {{e}} {{f}}",
                        "{\"a\":1.50,\"b\":12345678901234567890,\"c\":1E5,\"d\":-0,\"e\":true,\"f\":false}"));
    }

    @Test
    void insertsObjectsAndListsAsCompactJson() throws Exception {
        assertEquals(
                "{\"k\":[1.0,\"a b\\\" \"],\"m\":{}} [1,{\"x\":null}]",
                render(
                        "{{o}} {{l}}",
                        "{\"o\": { \"k\" : [ 1.0, \"a b\\\" \" ], \"m\": { } }, \"l\": [ 1, {\"x\": null} ]}"));
    }

    @Test
    void insertsNullAsNothing() throws Exception {
        assertEquals("[]", render("[{{x}}]", "{\"x\":null}"));
    }

    @Test
    void findsNestedMembers() throws Exception {
        assertEquals(
                "t b", render("{{meta.topic}} {{a.b.c}}", "{\"meta\":{\"topic\":\"t\"},\"a\":{\"b\":{\"c\":\"b\"}}}"));
    }

    @Test
    void findsAMemberWithADotInItsName() throws Exception {
        assertEquals("t", render("{{meta.topic}}", "{\"meta.topic\":\"t\"}"));
    }

    @Test
    void repeatsASectionForEveryElement() throws Exception {
        assertEquals("- a\n- 2\n- {\"b\":1}\n", render("{{#l}}\n- {{.}}\n{{/l}}\n", "{\"l\":[\"a\",2,{\"b\":1}]}"));
        assertEquals(
                "A) yes (of 2) B) no (of 2) ",
                render(
                        "{{#c}}{{l}}) {{t}} (of {{n}}) {{/c}}",
                        "{\"n\":2,\"c\":[{\"l\":\"A\",\"t\":\"yes\"},{\"l\":\"B\",\"t\":\"no\"}]}"));
    }

    @Test
    void aCommentMayGoOverSeveralLines() throws Exception {
        assertEquals("a b", render("{{! what this is\n and why }}a {{x}}", "{\"x\":\"b\"}"));
        for (String open : List.of("a\n{{! never closed", "a\n{{! never closed\n {{x}}")) {
            TemplateException told = assertThrows(TemplateException.class, () -> Template.of(open));
            assertEquals("line 2, column 1 of the template: a tag is opened with {{ and not closed", told.getMessage());
        }
    }

    @Test
    void numbersTheElementsOfASection() throws Exception {
        assertEquals("1:a;2:b", render("{{#l}}{{-index}}:{{.}}{{^-last}};{{/-last}}{{/l}}", "{\"l\":[\"a\",\"b\"]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"x\":null}", "{\"x\":false}", "{\"x\":\"\"}", "{\"x\":[]}"})
    void leavesOutASectionWithoutAValue(String record) throws Exception {
        assertEquals("|none", render("{{#x}}has {{x}}{{/x}}|{{^x}}none{{/x}}", record));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"x\":\"v\"}", "{\"x\":[\"v\"]}", "{\"x\":{\"a\":1},\"y\":\"v\"}", "{\"x\":true}", "{\"x\":0}"
            })
    void showsASectionWithAValue(String record) throws Exception {
        assertEquals("has|", render("{{#x}}has{{/x}}|{{^x}}none{{/x}}", record));
    }

    @Test
    void leavesOutASectionWhoseObjectIsNotThere() throws Exception {
        assertEquals("none", render("{{#a.b}}{{a.b}}{{/a.b}}{{^a.b}}none{{/a.b}}", "{}"));
        assertEquals("none", render("{{#a.b}}{{a.b}}{{/a.b}}{{^a.b}}none{{/a.b}}", "{\"a\":{}}"));
    }

    @Test
    void looksIntoTheObjectOfASectionFirst() throws Exception {
        assertEquals("in out", render("{{#o}}{{a}} {{b}}{{/o}}", "{\"a\":\"out\",\"b\":\"out\",\"o\":{\"a\":\"in\"}}"));
    }

    @Test
    void namesTheMemberThatIsMissing() {
        assertEquals(
                "template_member_missing: the record has no member 'question', which line 2 of the template names",
                missing("Answer:\n{{question}}", "{\"text\":\"x\"}"));
    }

    @Test
    void namesTheNestedMemberThatIsMissing() {
        assertEquals(
                "template_member_missing: the record has no member 'meta.topic', which line 1 of the template names",
                missing("{{meta.topic}}", "{\"meta\":{\"x\":1}}"));
        assertEquals(
                "template_member_missing: the record has no member 'meta', which line 1 of the template names",
                missing("{{meta.topic}}", "{}"));
        assertEquals(
                "template_member_missing: the record has no member 'meta.topic', which line 1 of the template names",
                missing("{{meta.topic}}", "{\"meta\":\"text\"}"));
    }

    @Test
    void refusesAMemberThatIsThereTwice() {
        assertEquals(
                "duplicate_member",
                assertThrows(UnusableException.class, () -> render("{{x}}", "{\"x\":1,\"x\":2}"))
                        .type());
    }

    @Test
    void showsNothingOfJava() {
        assertEquals(
                "template_member_missing: the record has no member 'x.length', which line 1 of the template names",
                missing("{{x.length}}", "{\"x\":\"abc\"}"));
        assertEquals(
                "template_member_missing: the record has no member 'class', which line 1 of the template names",
                missing("{{class}}", "{\"x\":\"abc\"}"));
    }

    @Test
    void letsATemplateChangeItsBrackets() throws Exception {
        assertEquals("\\frac{{a}}{b} v", render("{{=<% %>=}}\\frac{{a}}{b} <%x%>", "{\"x\":\"v\"}"));
    }

    @Test
    void neverReadsATemplateInAValue() throws Exception {
        assertEquals("{{y}}", render("{{x}}", "{\"x\":\"{{y}}\"}"));
    }

    @Test
    void staysTheSameForRecordAfterRecord() throws Exception {
        Template template = Template.of("{{a}}-{{#l}}{{b}}{{/l}}");
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    i + "-x" + i, template.render(Records.record("{\"a\":" + i + ",\"l\":[{\"b\":\"x" + i + "\"}]}")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\n  {{#items}}{{x}} | line 2, column 3",
                "a\\n b {{/items}} | line 2, column 4",
                "{{#a}}\\n{{x}} {{/b}} | line 2, column 7",
                "Say {{name | line 1, column 5",
                "Say {{a}} {{name\\n more {{b}} | line 1, column 11",
                "{{a}}\\n}} {{}} | line 2, column 4",
                "{{> other}} | line 1, column 1",
                "x\\n {{x y}}{{=z=}} | line 2, column 9",
            })
    void saysWhereATemplateIsWrong(String template, String place) {
        TemplateException e = assertThrows(TemplateException.class, () -> Template.of(template.replace("\\n", "\n")));
        assertEquals(place, e.getMessage().replaceAll(" of the template.*", ""), e.getMessage());
    }
}
