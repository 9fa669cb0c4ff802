package io.millrace.bench.nexmark.event;

/**
 * Which event has which number, time and ids: the public Nexmark model (Tucker et al., NEXMark: A
 * Benchmark for Queries over Data Streams; figures of Apache Beam's and Flink's implementations).
 *
 * <p>Of 50 events 1 is a person, 3 are auctions and 46 are bids. Ids count up with the events.
 * Event time advances steadily. With disorder, events of a group of so many follow each other in a
 * shuffled, fixed order.
 *
 * @param seed other seeds give other people, auctions and bids at the same times
 * @param eventsPerSecond how many events a second of event time has
 * @param firstMillis the first event's time, in milliseconds since 1970-01-01 00:00:00 UTC
 * @param disorder the events of a group that change places; 1 for none
 */
public record EventModel(long seed, int eventsPerSecond, long firstMillis, int disorder) {
  /** What an event can be; the ordinal is its {@code event_type}. */
  public enum Kind {
    PERSON,
    AUCTION,
    BID
  }

  /** 2015-07-15 00:00:00 UTC, where the public generators begin. */
  public static final long BASE_MILLIS = 1_436_918_400_000L;

  static final int PEOPLE = 1;
  static final int AUCTIONS = 3;
  static final int BIDS = 46;
  static final int EVENTS = PEOPLE + AUCTIONS + BIDS;

  static final long FIRST_ID = 1000;
  static final long FIRST_CATEGORY = 10;
  static final int CATEGORIES = 5;

  static final int ACTIVE_PEOPLE = 1000;
  static final int AUCTIONS_IN_FLIGHT = 100;

  /** Ids that bids and auctions may name before they are there. */
  static final int LEAD = 10;

  /** One in so many auctions, sellers and bidders is hot. */
  static final int HOT_BATCH = 100;

  static final int HOT_AUCTION_RATIO = 2;
  static final int HOT_SELLER_RATIO = 4;
  static final int HOT_BIDDER_RATIO = 4;

  /** A prime: multiplying by it shuffles the numbers below any power of ten. */
  private static final long SHUFFLE = 953;

  public EventModel {
    if (eventsPerSecond < 1 || disorder < 1 || disorder % SHUFFLE == 0) {
      throw new IllegalArgumentException(
          "eventsPerSecond and disorder are at least 1, disorder no multiple of " + SHUFFLE);
    }
  }

  /** The standard model: 10,000 events a second, in order. */
  public static EventModel standard(long seed) {
    return new EventModel(seed, 10_000, BASE_MILLIS, 1);
  }

  /** Returns the number of the event that comes at a place, both from 0. */
  long number(long place) {
    long group = place / disorder * disorder;
    return group + place * SHUFFLE % disorder;
  }

  /** Returns an event's time in milliseconds since 1970-01-01 00:00:00 UTC. */
  public long millis(long number) {
    return firstMillis
        + number / eventsPerSecond * 1000
        + number % eventsPerSecond * 1000 / eventsPerSecond;
  }

  /** Returns what an event is. */
  static Kind kind(long number) {
    long place = number % EVENTS;
    return place < PEOPLE ? Kind.PERSON : place < PEOPLE + AUCTIONS ? Kind.AUCTION : Kind.BID;
  }

  /** Returns the newest person when an event happens, from 0. */
  static long newestPerson(long number) {
    return number / EVENTS * PEOPLE + Math.min(number % EVENTS, PEOPLE - 1);
  }

  /** Returns the newest auction when an event happens, from 0; -1 where there is none yet. */
  static long newestAuction(long number) {
    long past = number / EVENTS * AUCTIONS;
    long place = number % EVENTS - PEOPLE;
    return past + (place < 0 ? -1 : Math.min(place, AUCTIONS - 1));
  }

  /** Returns the first of the newest person's hundred. */
  static long hotPerson(long number) {
    return newestPerson(number) / HOT_BATCH * HOT_BATCH;
  }

  /** Returns the first of the newest auction's hundred. */
  static long hotAuction(long number) {
    return newestAuction(number) / HOT_BATCH * HOT_BATCH;
  }

  /** Returns any active person, or one who soon will be. */
  static long anyPerson(long number, EventRandom random) {
    long people = newestPerson(number) + 1;
    long active = Math.min(people, ACTIVE_PEOPLE);
    return people - active + random.below(active + LEAD);
  }

  /** Returns any auction that is likely to be open, or one that soon will be. */
  static long anyAuction(long number, EventRandom random) {
    long newest = newestAuction(number);
    long oldest = Math.max(newest - AUCTIONS_IN_FLIGHT, 0);
    return oldest + random.below(newest - oldest + 1 + LEAD);
  }

  /** Returns when an auction that opens with an event is over, in milliseconds. */
  long expires(long number, EventRandom random) {
    long now = millis(number);
    long ahead = number + (long) AUCTIONS_IN_FLIGHT * EVENTS / AUCTIONS;
    long horizon = millis(ahead) - now;
    return now + 1 + random.below(Math.max(horizon * 2, 1));
  }
}
