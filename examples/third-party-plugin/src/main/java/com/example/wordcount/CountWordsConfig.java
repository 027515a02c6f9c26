package com.example.wordcount;

import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.Range;
import java.nio.file.Path;

/** The keys of a {@code count_words} task file, checked, documented and completed by what stands at the components. */
@Description("Counts the words of a text.")
public record CountWordsConfig(
        @Description("A text file in UTF-8.") @Example("examples/third-party-plugin/poem.txt") @ExistingFile Path input,
        @Description("Where the counts go: a word, a tab and a number a line, the most frequent word first.")
                @Example("out/words.tsv")
                Path output,
        @Description("Words of fewer letters do not count.") @Default("1") @Range(min = 1, max = 100) int shortest) {}
