package dev.retort.plugins.simulatemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.FaultKind;
import dev.retort.simulator.Faults;
import dev.retort.spi.Problems;
import dev.retort.spi.TaskCommand;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulateModelTaskTypeTest {

    private final SimulateModelTaskType type = new SimulateModelTaskType();

    @Test
    void isFoundByThePluginHost() throws Exception {
        StringBuilder indexes = new StringBuilder();
        // Every module has an index; those of the test classes and of the libraries are empty.
        for (URL index : Collections.list(getClass().getClassLoader().getResources("META-INF/extensions.idx"))) {
            try (InputStream in = index.openStream()) {
                indexes.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertTrue(indexes.toString().contains(SimulateModelTaskType.class.getName()), indexes.toString());
        assertEquals("simulate_model", type.name());
        assertEquals(SimulateModelConfig.class, type.configType());
    }

    @Test
    void everyKeyIsDescribedAndNoneIsRequired() {
        for (Class<?> section : List.of(SimulateModelConfig.class, Simulation.class, FaultRates.class)) {
            for (RecordComponent component : section.getRecordComponents()) {
                assertTrue(component.isAnnotationPresent(Description.class), component.getName());
                assertTrue(
                        component.isAnnotationPresent(Default.class) || component.getType() == Optional.class,
                        component.getName());
            }
        }
    }

    @Test
    void everyFaultHasAKeyOfItsName() {
        assertEquals(
                Arrays.stream(FaultKind.values()).map(FaultKind::key).toList(),
                Arrays.stream(FaultRates.class.getRecordComponents())
                        .map(component -> snakeCase(component.getName()))
                        .toList());
    }

    @Test
    void everyOptionOfTheCommandSetsAKeyThatIsThere() {
        List<String> keys = Arrays.stream(Simulation.class.getRecordComponents())
                .map(component -> "simulate." + snakeCase(component.getName()))
                .toList();
        TaskCommand command = type.commands().get(0);

        assertEquals(List.of("simulate-model"), command.words());
        assertTrue(keys.containsAll(
                command.options().stream().map(TaskCommand.Option::key).toList()));
    }

    @Test
    void aSoundConfigurationHasNoProblems() {
        assertEquals(List.of(), problems(Simulations.onAnyPort()));
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        FaultRates hang = new FaultRates(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0.75),
                Optional.empty());

        assertEquals(
                List.of(
                        "simulate.latency: \"soon\": this is no time"
                                + " | write a latency as 200ms, 100ms..400ms or lognormal 300ms p99 2s",
                        "simulate.reply_tokens: \"0\": a reply has 1 to 100000 tokens"
                                + " | write a number of tokens as 64, 20..200 or lognormal 100 p99 800",
                        "simulate.faults: the rates of all faults make more than 1 together, found 1.25"
                                + " | make the fractions smaller"),
                problems(Simulations.simulation(0, "soon", "0", Optional.empty(), 0.5, hang)));
    }

    @Test
    void aRateByNameTakesThePlaceOfItsShare() {
        FaultRates rates = new FaultRates(
                Optional.of(0.0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0.01),
                Optional.empty());
        Faults faults = rates.over(Faults.mix(0.1));

        assertEquals(0, faults.rate(FaultKind.RATE_LIMITED));
        assertEquals(0.01, faults.rate(FaultKind.HANG), 1e-12);
        assertEquals(0.015, faults.rate(FaultKind.OVERLOADED), 1e-12);
    }

    private List<String> problems(Simulation simulation) {
        List<String> found = new ArrayList<>();
        type.check(new SimulateModelConfig(simulation), new Problems() {
            @Override
            public void error(String key, String message, String mend) {
                found.add(key + ": " + message + " | " + mend);
            }

            @Override
            public void warn(String key, String message, String mend) {
                found.add("warning: " + key);
            }
        });
        return found;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
