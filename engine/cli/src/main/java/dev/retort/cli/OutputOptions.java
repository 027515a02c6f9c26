package dev.retort.cli;

import picocli.CommandLine.Option;

/** How much is printed, and for whom. */
final class OutputOptions {

    @Option(names = "--json", description = "Print JSON lines for machines.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but problems.")
    private boolean quiet;

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }
}
