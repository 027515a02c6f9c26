package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is what the product does. */
class ReadmeIT {

    @Test
    void theReferenceIsTheOneThatTheRecordsGive(@TempDir Path directory) throws IOException {
        String readme = Files.readString(Retort.home().resolve("README.md"));
        String stands = between(readme, "<!-- reference: begin -->\n", "<!-- reference: end -->");
        Retort.Outcome described =
                Retort.in(Files.createDirectory(directory.resolve("work"))).run("describe", "--markdown");
        assertEquals(0, described.exit(), described.err());
        assertEquals(
                described.out(),
                stands,
                "put the output of 'java -jar engine.jar describe --markdown' between the markers of README.md");
    }

    @Test
    void theFirstCommandRunsTheQuickstart() throws IOException {
        String readme = Files.readString(Retort.home().resolve("README.md"));
        String command = between(readme, "<!-- main command -->\n```sh\n", "\n```");
        assertTrue(command.endsWith("java -jar engine.jar run-task configs/tasks/quickstart.yaml"), command);
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }
}
