package dev.retort.cli;

import picocli.CommandLine.Command;

/** What stands before any command. */
@Command(
        name = "retort",
        description = {"Runs workflows for data made with language models, from YAML task files.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommandsRepeatable = false)
final class RootCommand {}
