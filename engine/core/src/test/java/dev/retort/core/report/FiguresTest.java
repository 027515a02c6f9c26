package dev.retort.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void numbersHaveSeparatorsAndNoIdleDigits() {
        assertEquals("12,431", Figures.number(12_431));
        assertEquals("12,431", Figures.number(12_431.0));
        assertEquals("-1,234", Figures.number(-1234.4));
        assertEquals("0.1235", Figures.number(0.123456));
        assertEquals("12.35", Figures.number(12.3456));
        assertEquals("123.5", Figures.number(123.456));
        assertEquals("0", Figures.number(0.0));
        assertEquals("3.00e-09", Figures.number(3e-9));
        assertEquals("1.000e+20", Figures.number(1e20));
        assertEquals("–", Figures.number(Double.NaN));
        assertEquals("∞", Figures.number(Double.POSITIVE_INFINITY));
    }

    @Test
    void timesAreSaidAsPeopleSayThem() {
        assertEquals("0 s", Figures.duration(Duration.ZERO));
        assertEquals("0.4 s", Figures.duration(Duration.ofMillis(412)));
        assertEquals("2.9 s", Figures.duration(Duration.ofMillis(2_880)));
        assertEquals("1 min", Figures.duration(Duration.ofSeconds(60)));
        assertEquals("41 min 12 s", Figures.duration(Duration.ofSeconds(41 * 60 + 12)));
        assertEquals("3 h 5 min", Figures.duration(Duration.ofMinutes(185)));
        assertEquals("2 d 4 h", Figures.duration(Duration.ofHours(52)));
    }

    @Test
    void axesRunOverRoundNumbers() {
        assertEquals(List.of("0", "20", "40", "60", "80"), labels(Ticks.over(0, 64, 4)));
        assertEquals(List.of("0.0", "0.5", "1.0", "1.5", "2.0"), labels(Ticks.over(0, 1.8, 4)));
        assertEquals(List.of("0", "500", "1,000", "1,500"), labels(Ticks.over(0, 1300, 4)));
        assertEquals(List.of("0.0", "0.5 M", "1.0 M", "1.5 M"), labels(Ticks.over(0, 1_300_000, 4)));
        assertEquals(List.of("-10", "-5", "0", "5", "10"), labels(Ticks.over(-7, 9, 4)));
        assertEquals(List.of("3.0", "3.2", "3.4", "3.6", "3.8", "4.0"), labels(Ticks.over(3, 3, 5)));
    }

    @Test
    void anAxisOfTimeEndsWhereTheValuesEnd() {
        Ticks ticks = Ticks.over(0, 41.2, 6).endingAt(0, 41.2);
        assertEquals(List.of("0", "10", "20", "30", "40"), labels(ticks));
        assertEquals(1, ticks.share(41.2), 1e-9);
    }

    private static List<String> labels(Ticks ticks) {
        return ticks.marks().stream().map(Ticks.Tick::label).toList();
    }
}
