package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NestedValuesTest {

    private static String problems(String lines) {
        return new Workspace()
                .file("data/in.jsonl", "")
                .task("task_name: t\ntask_type: data_distillation\n" + lines)
                .problems(Everything.class);
    }

    @Test
    void anItemOfAListIsNamedByItsNumber() {
        assertEquals(
                """
                task.yaml:3:14: error: item 2 of 'numbers' must be a whole number, found the text "two"
                   3 | numbers: [1, two]
                     |              ^^^ write a number
                """,
                problems("numbers: [1, two]\n"));
    }

    @Test
    void aSectionInAListIsNamedByItsNumber() {
        assertEquals(
                """
                task.yaml:5:3: error: unknown key 'cuont' in item 2 of 'items' — did you mean 'count'?
                   5 | - cuont: 3
                     |   ^^^^^
                """,
                problems("items:\n- name: b\n- cuont: 3\n"));
    }

    @Test
    void aValueUnderANameOfTheUsersIsNamedByIt() {
        assertEquals(
                """
                task.yaml:5:7: error: 'o1' must be a number, found the text "cheap"
                   5 |   o1: cheap
                     |       ^^^^^ write a number
                """,
                problems("prices:\n  gpt: 0.5\n  o1: cheap\n"));
    }

    @Test
    void whatTheRecordItselfRefusesIsReportedAtItsSection() {
        assertEquals(
                """
                task.yaml:3:1: error: 'name' may have at most 10 characters for each 'count'
                   3 | item:
                     | ^^^^
                """,
                problems("item:\n  name: aaaaaaaaaaa\n"));
    }

    @Test
    void aFileThatIsNotThereIsLookedForNearby() {
        assertEquals(
                """
                task.yaml:3:8: error: 'input' names a file that is not there: data/inn.jsonl
                   3 | input: data/inn.jsonl
                     |        ^^^^^^^^^^^^^^ did you mean data/in.jsonl?
                """,
                problems("input: data/inn.jsonl\n"));
        assertEquals(
                """
                task.yaml:3:8: error: 'input' names a file that is not there: dota/in.jsonl
                   3 | input: dota/in.jsonl
                     |        ^^^^^^^^^^^^^
                     | there is no directory dota either; relative paths start from the working directory
                """,
                problems("input: dota/in.jsonl\n"));
        assertEquals(
                """
                task.yaml:3:8: error: 'input' names a file that is not there: zebra
                   3 | input: zebra
                     |        ^^^^^ relative paths start from the working directory
                """,
                problems("input: zebra\n"));
    }

    @Test
    void aFileBesideTheTaskFileIsPointedOut() {
        Workspace workspace = new Workspace()
                .file("tasks/in.jsonl", "")
                .file("tasks/t.yaml", "task_name: t\ntask_type: data_distillation\ninput: in.jsonl\n");
        TaskSource source = new TaskSource.File(workspace.path("tasks/t.yaml"));
        assertEquals(
                """
                tasks/t.yaml:3:8: error: 'input' names a file that is not there: in.jsonl
                   3 | input: in.jsonl
                     |        ^^^^^^^^ write tasks/in.jsonl: relative paths start from the working directory
                """,
                Workspace.shown(workspace.compose(source).bind(Everything.class, workspace.path("r"))));
    }

    @Test
    void aDirectoryIsNoFile() {
        assertEquals(
                """
                task.yaml:3:8: error: 'input' must be a file, found the directory data
                   3 | input: data
                     |        ^^^^
                """,
                problems("input: data\n"));
    }

    @Test
    void anEmptyValueIsAWarningWhereTheKeyMayBeLeftOut() {
        assertEquals(
                """
                task.yaml:3:1: warning: 'few' has no value and counts as not set
                   3 | few:
                     | ^^^ write null to mean that
                """,
                problems("few:\n"));
    }

    @Test
    void anEmptyValueIsAnErrorWhereThereIsADefault() {
        assertEquals(
                """
                task.yaml:4:3: error: 'count' has no value
                   4 |   count:
                     |   ^^^^^ write one, or delete the key for the default 1
                task.yaml:5:9: error: 'name' has no value
                   5 |   name: null
                     |         ^^^^ write one, or delete the key for the default a
                """,
                problems("item:\n  count:\n  name: null\n"));
    }

    @Test
    void numbersThatNoOneCanMeanAreRefusedInFreeValuesToo() {
        assertEquals(
                """
                task.yaml:3:15: error: 'c' must be a finite number, found .nan
                   3 | anything: {c: .nan, d: 1e999}
                     |               ^^^^
                task.yaml:3:24: error: 'd' must be a finite number, found 1e999
                   3 | anything: {c: .nan, d: 1e999}
                     |                        ^^^^^
                """,
                problems("anything: {c: .nan, d: 1e999}\n"));
        String digits = problems("anything: {c: " + "9".repeat(500_000) + "}\n");
        assertEquals(
                "task.yaml:3:15: error: 'c' has more than 400 digits",
                digits.lines().findFirst().orElse(""));
    }
}
