package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonElements;
import dev.retort.jsonl.JsonMembers;
import dev.retort.model.Choice;
import dev.retort.model.JsonSpan;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an answer says, as text without the reasoning before it. */
public final class AnswerText {

    /** A thought that has no end is left alone: what follows it may be the answer. */
    private static final Pattern THINKING = Pattern.compile("\\A\\s*+<think>");

    private static final String END = "</think>";

    private AnswerText() {}

    /** The text of a choice; the texts of its parts one after the other; empty when there is none. */
    public static String of(Choice choice) {
        JsonSpan content = choice.content();
        if (content == null) {
            return "";
        }
        if (content.isString()) {
            return withoutThinking(content.text());
        }
        return content.source()[content.start()] == '[' ? parts(content) : "";
    }

    private static String parts(JsonSpan content) {
        StringBuilder text = new StringBuilder();
        JsonElements elements = JsonElements.of(content.source(), content.start(), content.end());
        while (elements.next()) {
            if (content.source()[elements.from()] == '{') {
                JsonMembers members = JsonMembers.of(content.source(), elements.from(), elements.to());
                while (members.next()) {
                    if (members.isNamed("text")) {
                        text.append(members.text());
                    }
                }
            }
        }
        return withoutThinking(text.toString());
    }

    /** The text without a thought at its start, and the white space after it. */
    static String withoutThinking(String text) {
        Matcher thinking = THINKING.matcher(text);
        int end = thinking.find() ? text.indexOf(END, thinking.end()) : -1;
        return end < 0 ? text : text.substring(end + END.length()).stripLeading();
    }
}
