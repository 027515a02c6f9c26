package dev.retort.model.config;

import dev.retort.model.AttemptListener;
import dev.retort.model.ChatBody;
import dev.retort.model.ChatClient;
import dev.retort.model.ChatReply;
import dev.retort.model.ChatResult;
import dev.retort.model.ClientSettings;
import dev.retort.model.Endpoint;
import dev.retort.model.EndpointStats;
import dev.retort.model.RetryPolicy;
import dev.retort.model.Timeouts;
import dev.retort.simulator.RepliesFileException;
import dev.retort.simulator.SimulatedModel;
import dev.retort.spi.Fault;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be asked: the client that a config describes, and the simulated server when that is what the config asks for.
 * Closing it cancels what is in flight.
 */
public final class Model implements AutoCloseable {

    private final ModelConfig config;
    private final @Nullable SimulatedModel simulated;
    private final List<Endpoint> endpoints;
    private final List<String> names;
    private final ChatBody body;
    private final ChatClient client;

    private Model(
            ModelConfig config,
            List<Endpoint> endpoints,
            @Nullable SimulatedModel simulated,
            ChatBody body,
            ChatClient client) {
        this.config = config;
        this.endpoints = endpoints;
        this.names =
                client.stats().endpoints().stream().map(EndpointStats::shown).toList();
        this.simulated = simulated;
        this.body = body;
        this.client = client;
    }

    /**
     * Opens the client, and starts the simulated model when {@code base_url} is {@code simulated}. Sends nothing.
     *
     * @param concurrency the most requests in flight
     * @param listener is told of every attempt
     * @param resolve finds the files that the config names
     * @throws TaskException when something in the config cannot be used after all
     */
    public static Model open(ModelConfig config, int concurrency, AttemptListener listener, UnaryOperator<Path> resolve)
            throws TaskException {
        ChatConfig chat = config.chatConfig();
        SimulatedModel simulated = config.clientConfig().isSimulated() ? simulate(config, resolve) : null;
        try {
            ChatBody body = new ChatBody(chat.model(), chat.parameters());
            URI baseUrl = simulated == null ? URI.create(config.clientConfig().baseUrl()) : simulated.baseUri();
            List<Endpoint> endpoints = endpoints(config, baseUrl);
            ChatClient client = ChatClient.open(endpoints, settings(config, concurrency), listener);
            return new Model(config, endpoints, simulated, body, client);
        } catch (IllegalArgumentException e) {
            if (simulated != null) {
                simulated.close();
            }
            throw new TaskException(
                    Fault.CONFIGURATION,
                    "the model config cannot be used: " + e.getMessage(),
                    "Correct the model config and run the same command again.",
                    e,
                    null);
        }
    }

    /** Composes requests. */
    public ChatBody body() {
        return body;
    }

    /** Composes requests with further parameters, which go over those of the config. */
    public ChatBody bodyWith(Map<String, ?> more) {
        ChatConfig chat = config.chatConfig();
        Map<String, Object> parameters = new LinkedHashMap<>(chat.parameters());
        parameters.putAll(more);
        return new ChatBody(chat.model(), parameters);
    }

    /** Sends them. */
    public ChatClient client() {
        return client;
    }

    /** A reply that was stored, as if it had come now: no attempt was made for it. */
    public ChatResult.Answer stored(ChatReply reply) {
        return new ChatResult.Answer(reply, 0, Duration.ZERO, Duration.ZERO, endpoints.get(0));
    }

    /** What an endpoint is shown as, where there are several; empty where there is only one. */
    public Optional<String> nameOf(Endpoint endpoint) {
        int number = endpoints.indexOf(endpoint);
        return endpoints.size() > 1 && number >= 0 ? Optional.of(names.get(number)) : Optional.empty();
    }

    /** The model and where it is, for people; says so when it is none. */
    public static String describe(ModelConfig config) {
        return config.chatConfig().model()
                + (isSimulated(config)
                        ? " (built-in simulation on 127.0.0.1, no real model)"
                        : " at " + config.clientConfig().baseUrl() + further(config.clientConfig()));
    }

    private static String further(ClientConfig client) {
        int more = client.endpoints().size();
        return more == 0 ? "" : " and " + more + (more == 1 ? " more endpoint" : " more endpoints");
    }

    /** Whether the answers are placeholders. */
    public static boolean isSimulated(ModelConfig config) {
        return config.clientConfig().isSimulated();
    }

    @Override
    public void close() {
        client.close();
        if (simulated != null) {
            simulated.close();
        }
    }

    @Override
    public String toString() {
        return describe(config);
    }

    private static SimulatedModel simulate(ModelConfig config, UnaryOperator<Path> resolve) throws TaskException {
        SimulationConfig simulation = config.simulation().orElse(SimulationConfig.DEFAULTS);
        try {
            return SimulatedModel.start(simulation.behaviour(config.chatConfig().model(), resolve), 0);
        } catch (RepliesFileException e) {
            throw new TaskException(
                    Fault.CONFIGURATION,
                    String.valueOf(e.getMessage()),
                    "Correct the replies file and run the same command again.");
        } catch (IOException e) {
            throw new TaskException(
                    Fault.MACHINE,
                    "the simulated model cannot listen on 127.0.0.1: " + e.getMessage(),
                    "Check the limits of this machine (ulimit -n) and run the same command again.",
                    e,
                    null);
        }
    }

    private static List<Endpoint> endpoints(ModelConfig config, URI baseUrl) {
        ClientConfig client = config.clientConfig();
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(client.first(baseUrl));
        client.endpoints().forEach(further -> endpoints.add(further.endpoint()));
        return endpoints;
    }

    private static ClientSettings settings(ModelConfig config, int concurrency) {
        ClientConfig client = config.clientConfig();
        Duration total = client.timeout();
        Timeouts timeouts = Timeouts.ofTotal(total)
                .withConnect(client.connectTimeout())
                .withFirstByte(client.firstByteTimeout().orElse(total))
                .withIdle(client.idleTimeout().orElse(total));
        RetryPolicy standard = RetryPolicy.ofRetries(client.maxRetries());
        RetryPolicy retry = new RetryPolicy(
                client.maxRetries(), standard.firstBackoff(), standard.maxBackoff(), client.maxRetryWait());
        return ClientSettings.of(concurrency)
                .with(timeouts)
                .with(retry)
                .withAdaptive(client.adaptive())
                .withPatience(client.firstContact(), client.outagePatience());
    }
}
