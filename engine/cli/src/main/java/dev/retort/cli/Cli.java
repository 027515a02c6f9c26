package dev.retort.cli;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.plugin.PluginCommand;
import dev.retort.core.run.ExitCode;
import dev.retort.core.secret.Masker;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Finds the command that the arguments name and runs it. Only the command that is needed is made, for start-up is time that every
 * cluster job pays; help and completion make all of them.
 */
final class Cli {

    private static final long MEGABYTE = 1L << 20;
    private static final int HELP_WIDTH = 100;

    private final Shell shell;
    private final Map<String, Supplier<Object>> builtIn = new LinkedHashMap<>();

    Cli(Shell shell) {
        this.shell = shell;
        builtIn.put("run-task", () -> new RunTaskCommand(shell));
        builtIn.put("validate", () -> new ValidateCommand(shell));
        builtIn.put("describe", () -> new DescribeCommand(shell));
        builtIn.put("schema", () -> new SchemaCommand(shell));
        builtIn.put("plugins", () -> new PluginsCommand(shell));
        builtIn.put("status", () -> new StatusCommand(shell));
        builtIn.put("cancel", () -> new CancelCommand(shell));
        builtIn.put("runs", () -> new RunsCommand(shell));
        builtIn.put("completion", () -> new CompletionCommand(shell));
    }

    /** Runs the command; the result is the exit code of the process. */
    int run() {
        try {
            return dispatch();
        } catch (Stopped stopped) {
            return stopped.code().code();
        } catch (RuntimeException | Error failure) {
            return bug(failure);
        }
    }

    private int dispatch() throws Stopped {
        List<String> arguments = shell.arguments();
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        if (hasFilesOnly(arguments)) {
            List<Path> files = files(arguments);
            if (first.equals("validate") && !files.isEmpty()) {
                return new ValidateCommand(shell, files).call();
            }
            if (first.equals("run-task") && files.size() == 1) {
                return new RunTaskCommand(shell, files.get(0)).call();
            }
        }
        Supplier<Object> one = builtIn.get(first);
        if (one != null && !first.equals("completion")) {
            CommandLine root = root();
            root.addSubcommand(first, new CommandLine(one.get(), new Parts(shell)));
            return execute(root, arguments);
        }
        try (Engine engine = new Engine(shell, pluginDirectory(arguments))) {
            CommandLine root = root();
            builtIn.forEach(
                    (name, command) -> root.addSubcommand(name, new CommandLine(command.get(), new Parts(shell))));
            addPluginCommands(root, engine, engine.index().command(arguments), first.equals("completion"));
            return arguments.isEmpty() ? usage(root) : execute(root, arguments);
        }
    }

    /**
     * Whether a command is followed by files and nothing else, as it is in most jobs of a cluster. Then there are no options to
     * understand, and picocli need not be started, which is a third of the start-up of {@code validate}.
     */
    private static boolean hasFilesOnly(List<String> arguments) {
        for (String argument : arguments) {
            if (argument.isEmpty() || argument.startsWith("-") || argument.startsWith("@")) {
                return false;
            }
        }
        return arguments.size() > 1;
    }

    private static List<Path> files(List<String> arguments) {
        List<Path> files = new ArrayList<>();
        try {
            for (String argument : arguments.subList(1, arguments.size())) {
                files.add(Path.of(argument));
            }
        } catch (InvalidPathException e) {
            return List.of(); // the long way tells what is wrong with it
        }
        return files;
    }

    private CommandLine root() {
        CommandLine root = new CommandLine(new RootCommand(), new Parts(shell)).setCommandName(shell.launcher());
        List<String> footer = new ArrayList<>(List.of("", "Exit codes:"));
        for (ExitCode code : ExitCode.values()) {
            footer.add(String.format("  %3d  %s", code.code(), code.meaning()));
        }
        root.getCommandSpec().usageMessage().footer(footer.toArray(new String[0]));
        return root;
    }

    private int execute(CommandLine root, List<String> arguments) {
        Console console = shell.console();
        root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
        root.setUsageHelpWidth(HELP_WIDTH);
        root.setParameterExceptionHandler((problem, words) -> misused(problem));
        root.setExecutionExceptionHandler((failure, commandLine, parsed) -> failed(failure));
        return root.execute(arguments.toArray(new String[0]));
    }

    private int usage(CommandLine root) {
        root.setUsageHelpWidth(HELP_WIDTH);
        root.usage(shell.console().out());
        return ExitCode.CONFIGURATION.code();
    }

    private int misused(ParameterException problem) {
        Console console = shell.console();
        boolean noCommand =
                problem.getCommandLine().getParent() == null && problem instanceof UnmatchedArgumentException;
        String first = shell.arguments().isEmpty() ? "" : shell.arguments().get(0);
        if (noCommand && !first.startsWith("-")) {
            Optional<String> near =
                    Nearest.to(first, problem.getCommandLine().getSubcommands().keySet());
            console.tell("unknown command '" + first + "'"
                    + near.map(name -> " — did you mean '" + name + "'?").orElse(""));
            console.tell("What there is: " + shell.launcher() + " --help");
        } else {
            console.tell(problem.getMessage() + nearOption(problem));
            if (problem.getCause() instanceof InvalidPathException
                    || String.valueOf(problem.getMessage()).contains("InvalidPathException")) {
                console.tell("The locale of this process cannot write such a name: export LC_ALL=C.UTF-8");
            }
            console.tell("How it is used: "
                    + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.CONFIGURATION.code();
    }

    /** Picocli's suggestions hold commands too, which do not help with a mistyped option. */
    private static String nearOption(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        return unmatched.getSuggestions().stream()
                .filter(suggestion -> suggestion.startsWith("-"))
                .findFirst()
                .map(option -> " — did you mean " + option + "?")
                .orElse("");
    }

    private int failed(Exception failure) {
        return failure instanceof Stopped stopped ? stopped.code().code() : bug(failure);
    }

    private int bug(Throwable failure) {
        Console console = shell.console();
        if (failure instanceof OutOfMemoryError) {
            console.tell("stopped: out of memory: " + failure.getMessage());
            console.tell("  give it more with java -Xmx…; the limit was "
                    + Runtime.getRuntime().maxMemory() / MEGABYTE + " MB");
            return ExitCode.MACHINE.code();
        }
        console.tell("bug: " + failure);
        console.tellText(Masker.none().trace(failure));
        console.tell("  this is a bug in Retort or in a plugin; please report it with these lines");
        return ExitCode.BUG.code();
    }

    /**
     * Adds the commands of plugins: the one that is called with its options, the others by name and task type only.
     *
     * @param all all of them with their options, but for those whose plugin cannot be loaded
     */
    private void addPluginCommands(CommandLine root, Engine engine, Optional<PluginCommand> called, boolean all)
            throws Stopped {
        for (PluginCommand command : engine.index().commands()) {
            boolean wanted = called.isPresent() && called.get().equals(command);
            if (wanted) {
                add(root, command.words(), new PluginCommandLine(shell, engine, command).spec());
            } else if (!all || !addWhole(root, engine, command)) {
                CommandSpec spec = CommandSpec.create().name(last(command));
                spec.usageMessage().description("Runs task type " + command.taskType() + ".");
                add(root, command.words(), spec);
            }
        }
    }

    private boolean addWhole(CommandLine root, Engine engine, PluginCommand command) {
        try {
            add(root, command.words(), new PluginCommandLine(shell, engine, command).spec());
            return true;
        } catch (Stopped stopped) {
            return false; // why has been said on standard error; its name at least is completed
        }
    }

    private void add(CommandLine root, List<String> words, CommandSpec spec) {
        CommandLine parent = root;
        for (String word : words.subList(0, words.size() - 1)) {
            CommandLine next = parent.getSubcommands().get(word);
            if (next == null) {
                next = new CommandLine(CommandSpec.create().name(word).mixinStandardHelpOptions(true));
                next.getCommandSpec().usageMessage().description("Commands of the task type.");
                parent.addSubcommand(word, next);
            }
            parent = next;
        }
        parent.addSubcommand(spec.name(), new CommandLine(spec, new Parts(shell)));
    }

    private static String last(PluginCommand command) {
        return command.words().get(command.words().size() - 1);
    }

    /** {@code --plugins-dir} decides which commands there are, so it is looked for before the arguments are understood. */
    private Path pluginDirectory(List<String> arguments) {
        @Nullable String given = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith("--plugins-dir=")) {
                given = argument.substring("--plugins-dir=".length());
            } else if (argument.equals("--plugins-dir") && i + 1 < arguments.size()) {
                given = arguments.get(i + 1);
            }
        }
        return given == null ? new PluginOptions().directory(shell) : Path.of(given);
    }

    /** Makes what picocli wants an instance of. */
    private record Parts(Shell shell) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Version.class
                    ? type.cast(new Version(shell.version()))
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
