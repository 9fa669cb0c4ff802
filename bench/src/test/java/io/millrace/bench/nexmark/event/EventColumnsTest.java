package io.millrace.bench.nexmark.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.RowColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the model promises of its events. */
class EventColumnsTest {
  private static final int EVENTS = 100_000;

  private static String json(EventModel model, long from, long to, int step) throws IOException {
    EventColumns columns = new EventColumns(model);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long at = from; at < to; at += step) {
      new JsonLines().write(columns.events(at, Math.min(to, at + step)), out);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eventsDependOnSeedAndNumberAlone() throws IOException {
    EventModel model = EventModel.standard(3);
    String all = json(model, 0, 1000, 1000);
    assertEquals(all, json(model, 0, 1000, 7));
    assertEquals(all, json(model, 0, 300, 300) + json(model, 300, 1000, 1000));
    assertTrue(!all.equals(json(EventModel.standard(4), 0, 1000, 1000)));
  }

  @Test
  void disorderMovesEventsWithinTheirGroup() throws IOException {
    EventModel shuffled = new EventModel(3, 10_000, EventModel.BASE_MILLIS, 50);
    String[] inOrder = json(EventModel.standard(3), 0, 1000, 1000).split("\n");
    String[] moved = json(shuffled, 0, 1000, 1000).split("\n");
    assertTrue(!Arrays.equals(inOrder, moved));
    for (int group = 0; group < 1000; group += 50) {
      String[] expected = Arrays.copyOfRange(inOrder, group, group + 50);
      String[] found = Arrays.copyOfRange(moved, group, group + 50);
      Arrays.sort(expected);
      Arrays.sort(found);
      assertEquals(Arrays.asList(expected), Arrays.asList(found));
    }
  }

  @Test
  void kindsIdsTimesAndSizesAreTheModels() {
    Batch events = new EventColumns(EventModel.standard(1)).events(0, EVENTS);
    LongColumn types = events.longs(0);
    long[] counts = new long[3];
    for (int row = 0; row < EVENTS; row++) {
      counts[(int) types.values()[row]]++;
      assertEquals(EventModel.BASE_MILLIS + row / 10, events.longs(4).values()[row] / 1000);
      for (int kind = 0; kind < 3; kind++) {
        assertEquals(kind != types.values()[row], events.column(kind + 1).isNull(row));
      }
    }
    assertEquals(Arrays.toString(new long[] {2000, 6000, 92_000}), Arrays.toString(counts));
    RowColumn people = (RowColumn) events.column(1);
    RowColumn auctions = (RowColumn) events.column(2);
    assertEquals(1000, ((LongColumn) people.fields().get(0)).values()[0]);
    assertEquals(1000, ((LongColumn) auctions.fields().get(0)).values()[1]);
    assertEquals(1003, ((LongColumn) auctions.fields().get(0)).values()[51]);
    assertEquals(200, size(people, counts[0], 1), 4);
    assertEquals(500, size(auctions, counts[1], 6), 8);
    // Channels and addresses are not in the public model's account.
    RowColumn bids = (RowColumn) events.column(3);
    assertEquals(68, bytes((BytesColumn) bids.fields().get(6)) / (double) counts[2], 1);
  }

  @Test
  void halfTheBidsAreOnHotAuctionsAndThreeQuartersByHotBidders() {
    Batch events = new EventColumns(EventModel.standard(1)).events(EVENTS, 2 * EVENTS);
    RowColumn bids = (RowColumn) events.column(3);
    LongColumn auctions = (LongColumn) bids.fields().get(0);
    LongColumn bidders = (LongColumn) bids.fields().get(1);
    long[] rows =
        IntStream.range(0, EVENTS).filter(row -> !bids.isNull(row)).mapToLong(row -> row).toArray();
    long hotAuctions =
        Arrays.stream(rows).filter(row -> auctions.values()[(int) row] % 100 == 0).count();
    long hotBidders =
        Arrays.stream(rows).filter(row -> bidders.values()[(int) row] % 100 == 1).count();
    assertEquals(0.5, hotAuctions / (double) rows.length, 0.02);
    assertEquals(0.75, hotBidders / (double) rows.length, 0.02);
  }

  /** The average bytes of a row, numbers and times but the last taken as eight. */
  private static double size(RowColumn rows, long count, int numbers) {
    long bytes =
        rows.fields().stream()
            .filter(BytesColumn.class::isInstance)
            .mapToLong(column -> bytes((BytesColumn) column))
            .sum();
    return bytes / (double) count + 8 * numbers;
  }

  private static long bytes(BytesColumn column) {
    return IntStream.range(0, column.size())
        .filter(row -> !column.isNull(row))
        .mapToLong(row -> column.lengths()[row])
        .sum();
  }
}
