package io.millrace.bench.nexmark.event;

import io.millrace.batch.Batch;
import io.millrace.batch.LongBuilder;

/**
 * Makes events as columns: {@code event_type}, the rows {@code person}, {@code auction} and {@code
 * bid} of which one is there, and {@code dateTime}. For one thread; several may each make a part.
 */
public final class EventColumns {
  private static final int PERSON_SIZE = 200;
  private static final int AUCTION_SIZE = 500;
  private static final int BID_SIZE = 100;
  private static final int BYTES_OF_NUMBER = 8;

  private static final String[] STATES = {"AZ", "CA", "ID", "OR", "WA", "WY"};
  private static final String[] CITIES = {
    "Phoenix",
    "Los Angeles",
    "San Francisco",
    "Boise",
    "Portland",
    "Bend",
    "Redmond",
    "Seattle",
    "Kent",
    "Cheyenne"
  };
  private static final String[] FIRST_NAMES = {
    "Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"
  };
  private static final String[] LAST_NAMES = {
    "Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"
  };

  private final EventModel model;
  private final EventRandom random;
  private final TextSource text;
  private final Channels channels;

  public EventColumns(EventModel model) {
    this.model = model;
    random = new EventRandom(model.seed());
    text = new TextSource(random);
    channels = new Channels(model.seed());
  }

  /** Returns the events at places {@code from} (inclusive) to {@code to} (exclusive). */
  public Batch events(long from, long to) {
    int count = Math.toIntExact(to - from);
    LongBuilder types = new LongBuilder(count);
    LongBuilder times = new LongBuilder(count);
    RowFields people = new RowFields(EventTypes.PERSON, count);
    RowFields auctions = new RowFields(EventTypes.AUCTION, count);
    RowFields bids = new RowFields(EventTypes.BID, count);
    for (long place = from; place < to; place++) {
      long number = model.number(place);
      random.start(number);
      EventModel.Kind kind = EventModel.kind(number);
      types.appendLong(kind.ordinal());
      times.appendLong(micros(number));
      switch (kind) {
        case PERSON -> {
          person(number, people);
          auctions.appendNull();
          bids.appendNull();
        }
        case AUCTION -> {
          people.appendNull();
          auction(number, auctions);
          bids.appendNull();
        }
        case BID -> {
          people.appendNull();
          auctions.appendNull();
          bid(number, bids);
        }
      }
    }
    return Batch.of(types.build(), people.build(), auctions.build(), bids.build(), times.build());
  }

  private long micros(long number) {
    return model.millis(number) * 1000;
  }

  private void person(long number, RowFields person) {
    person.longs(0).appendLong(EventModel.FIRST_ID + EventModel.newestPerson(number));
    int size = BYTES_OF_NUMBER;
    text.start().add(pick(FIRST_NAMES)).add(" ").add(pick(LAST_NAMES));
    size += text.appendTo(person.texts(1));
    text.start().addWords(7, ' ').add("@").addWords(5, ' ').add(".com");
    size += text.appendTo(person.texts(2));
    text.start().addFourDigits();
    for (int i = 0; i < 3; i++) {
      text.add(" ").addFourDigits();
    }
    size += text.appendTo(person.texts(3));
    size += text.start().add(pick(CITIES)).appendTo(person.texts(4));
    size += text.start().add(pick(STATES)).appendTo(person.texts(5));
    person.longs(6).appendLong(micros(number));
    text.start().addPadding(size, PERSON_SIZE).appendTo(person.texts(7));
    person.end();
  }

  private void auction(long number, RowFields auction) {
    auction.longs(0).appendLong(EventModel.FIRST_ID + EventModel.newestAuction(number));
    int size = 6 * BYTES_OF_NUMBER;
    size += text.start().addWords(20, ' ').appendTo(auction.texts(1));
    size += text.start().addWords(100, ' ').appendTo(auction.texts(2));
    long initialBid = random.price();
    auction.longs(3).appendLong(initialBid);
    auction.longs(4).appendLong(initialBid + random.price());
    auction.longs(5).appendLong(micros(number));
    auction.longs(6).appendLong(model.expires(number, random) * 1000);
    boolean isHot = random.below(EventModel.HOT_SELLER_RATIO) > 0;
    long seller = isHot ? EventModel.hotPerson(number) : EventModel.anyPerson(number, random);
    auction.longs(7).appendLong(EventModel.FIRST_ID + seller);
    int category = random.below(EventModel.CATEGORIES);
    auction.longs(8).appendLong(EventModel.FIRST_CATEGORY + category);
    text.start().addPadding(size, AUCTION_SIZE).appendTo(auction.texts(9));
    auction.end();
  }

  private void bid(long number, RowFields bid) {
    boolean isHotAuction = random.below(EventModel.HOT_AUCTION_RATIO) > 0;
    long auction =
        isHotAuction ? EventModel.hotAuction(number) : EventModel.anyAuction(number, random);
    bid.longs(0).appendLong(EventModel.FIRST_ID + auction);
    boolean isHotBidder = random.below(EventModel.HOT_BIDDER_RATIO) > 0;
    // The second of the hundred, so that hot bidders and hot sellers are not the same people.
    long bidder =
        isHotBidder ? EventModel.hotPerson(number) + 1 : EventModel.anyPerson(number, random);
    bid.longs(1).appendLong(EventModel.FIRST_ID + bidder);
    bid.longs(2).appendLong(random.price());
    channels.append(random, bid.texts(3), bid.texts(4));
    bid.longs(5).appendLong(micros(number));
    text.start().addPadding(4 * BYTES_OF_NUMBER, BID_SIZE).appendTo(bid.texts(6));
    bid.end();
  }

  private String pick(String[] choices) {
    return choices[random.below(choices.length)];
  }
}
