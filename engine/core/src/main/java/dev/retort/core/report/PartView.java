package dev.retort.core.report;

import dev.retort.core.secret.Masker;
import dev.retort.spi.report.ReportPart;
import dev.retort.spi.report.ReportPart.Bar;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of the report as the template needs it: exactly one of the kinds is there. */
record PartView(
        String title,
        @Nullable TextView text,
        @Nullable TableView table,
        @Nullable ChartView chart,
        @Nullable BarsView bars,
        @Nullable LinksView links) {

    private static final int MOST_ROWS = 1000;

    record TextView(List<String> paragraphs) {}

    record TableView(List<Column> columns, List<List<Cell>> rows, String more) {}

    record Column(String name, boolean number) {}

    record Cell(String text, boolean number) {}

    record BarsView(String unit, List<BarView> bars) {}

    /** @param width of 1000 */
    record BarView(String label, String value, String width, boolean bad) {}

    record LinksView(List<LinkView> links) {}

    /** @param href empty when the target is not a safe one */
    record LinkView(String label, String href, String target) {}

    static PartView of(ReportPart part, LinkTargets targets) {
        String title = part.title();
        if (part instanceof ReportPart.Text text) {
            List<String> paragraphs = Stream.of(text.body().split("\\R\\s*\\R"))
                    .map(String::strip)
                    .filter(paragraph -> !paragraph.isEmpty())
                    .toList();
            return new PartView(title, new TextView(paragraphs), null, null, null, null);
        }
        if (part instanceof ReportPart.Table table) {
            return new PartView(title, null, table(table), null, null, null);
        }
        if (part instanceof ReportPart.Chart chart) {
            return new PartView(title, null, null, ChartView.of(chart), null, null);
        }
        if (part instanceof ReportPart.Bars bars) {
            return new PartView(title, null, null, null, bars(bars, false), null);
        }
        ReportPart.Links links = (ReportPart.Links) part;
        List<LinkView> views = links.links().stream()
                .map(link -> new LinkView(link.label(), targets.href(link.target()), link.target()))
                .toList();
        return new PartView(title, null, null, null, null, new LinksView(views));
    }

    static BarsView bars(ReportPart.Bars bars, boolean bad) {
        double most = 0;
        for (Bar bar : bars.bars()) {
            most = Double.isFinite(bar.value()) ? Math.max(most, bar.value()) : most;
        }
        List<BarView> views = new ArrayList<>();
        for (Bar bar : bars.bars()) {
            double share = most > 0 ? Math.max(0, bar.value()) / most : 0;
            views.add(new BarView(
                    bar.label(), Figures.number(bar.value()), Geometry.text(Math.min(1, share) * 1000), bad));
        }
        return new BarsView(bars.unit(), views);
    }

    private static TableView table(ReportPart.Table table) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            int column = i;
            boolean numbers =
                    !table.rows().isEmpty() && table.rows().stream().allMatch(row -> row.get(column) instanceof Number);
            columns.add(new Column(table.columns().get(i), numbers));
        }
        List<List<Cell>> rows = table.rows().stream()
                .limit(MOST_ROWS)
                .map(row -> cells(row, columns))
                .toList();
        int left = table.rows().size() - rows.size();
        return new TableView(columns, rows, left > 0 ? Figures.number(left) + " more rows are not shown" : "");
    }

    private static List<Cell> cells(List<Object> row, List<Column> columns) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(new Cell(text(row.get(i)), columns.get(i).number()));
        }
        return cells;
    }

    private static String text(Object value) {
        if (value instanceof Number number) {
            return Figures.number(number.doubleValue());
        }
        if (value instanceof Boolean truth) {
            return truth ? "yes" : "no";
        }
        return String.valueOf(value);
    }

    /** Turns what a plugin links to into something that a browser opens from the run directory. */
    record LinkTargets(Path runDirectory, Path workingDirectory, Masker masker) {

        private static final List<String> SCHEMES = List.of("http:", "https:", "mailto:");

        String href(String target) {
            if (!masker.mask(target).equals(target)) {
                return ""; // spelled as a link, the secret in it might pass the mask of the page
            }
            for (String scheme : SCHEMES) {
                if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                    return target;
                }
            }
            if (target.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
                return ""; // a scheme that could run something
            }
            try {
                Path from = runDirectory.toAbsolutePath().normalize();
                Path to = workingDirectory.toAbsolutePath().resolve(target).normalize();
                String path = from.relativize(to).toString().replace('\\', '/');
                return new URI(null, null, path.isEmpty() ? "." : path, null).toASCIIString();
            } catch (IllegalArgumentException | URISyntaxException e) {
                return "";
            }
        }
    }
}
