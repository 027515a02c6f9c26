package dev.retort.model.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.model.Usage;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PricesTest {

    private static Usage usage(long prompt, long cached, long completion) {
        return new Usage(
                null,
                OptionalLong.of(prompt),
                OptionalLong.of(completion),
                OptionalLong.empty(),
                OptionalLong.of(cached),
                OptionalLong.empty());
    }

    @Test
    void cachedTokensAreAPartOfThePromptWithAPriceOfTheirOwn() {
        Prices prices = new Prices(2, 10, Optional.of(0.5));
        assertEquals((600 * 2 + 400 * 0.5 + 100 * 10) / 1e6, prices.of(usage(1_000, 400, 100)), 1e-12);
    }

    @Test
    void cachedTokensCostAsMuchAsOthersWhenNoPriceIsGiven() {
        assertEquals(
                (1_000 * 2 + 100 * 10) / 1e6, new Prices(2, 10, Optional.empty()).of(usage(1_000, 400, 100)), 1e-12);
    }

    @Test
    void moreCachedTokensThanPromptTokensAreNotBelieved() {
        assertEquals(10 * 0.5 / 1e6, new Prices(2, 10, Optional.of(0.5)).of(usage(10, 4_000, 0)), 1e-15);
    }

    @Test
    void whatIsNotToldCostsNothing() {
        Usage none = new Usage(
                null,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        assertEquals(0, new Prices(2, 10, Optional.empty()).of(none), 0);
    }
}
