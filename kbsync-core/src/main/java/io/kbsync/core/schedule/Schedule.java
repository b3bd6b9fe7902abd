package io.kbsync.core.schedule;

import io.kbsync.core.calls.PacedCalls;
import io.kbsync.core.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the next pass comes, and whether it lists everything or only looks at what changed last.
 * Pure.
 *
 * @param asked what the configuration or command line asks for; null: as often as the budget allows
 * @param budget counted calls a month; 0: no limit
 */
public record Schedule(@Nullable Duration asked, long budget) {

  private static final Duration SHORTEST_BY_ITSELF = Duration.ofHours(1);
  private static final Duration SHORTEST_LOOK = Duration.ofMinutes(20);
  private static final Duration SHORTEST_TOLD = Duration.ofMinutes(1);

  /**
   * A pass begins a little late and takes its time: removals are seen within a day all the same.
   */
  private static final Duration DAILY = Duration.ofHours(23);

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  /** So many tries of a listing that was cut short come sooner than after a whole interval. */
  private static final int EARLY_TRIES = 3;

  private static final ZoneId MONTHS = ZoneId.of("Asia/Shanghai");

  /** Beside looks, full listings get an eighth of a month's calls, and more only to be daily. */
  private static final long PART_OF_LISTINGS = 8;

  /** Downloads of changes have a quarter of a month's calls to themselves. */
  private static final long PART_OF_DOWNLOADS = 4;

  /** People work a third of the day: then looks may come as often as if it were all of it. */
  private static final long PART_OF_WORK = 3;

  /** An interval and the reason for it, for people. */
  public record Interval(Duration length, String reason) {}

  /**
   * What is known between two passes.
   *
   * @param passBegan from when intervals count: the beginning of the last pass
   * @param spent calls of this month so far, by all jobs of the account
   * @param lastListing when the last full listing began; null: there was none
   * @param cutShort how many of the last full listings, in a row, were cut short and proved nothing
   * @param callsOfListing what a full listing costs; 0: not known
   * @param callsOfLook what a look without changes costs
   * @param looks whether looks are possible
   * @param listingsEvery how often the source wants full listings where looks are possible; null:
   *     as the budget allows
   */
  public record Books(
      Instant passBegan,
      Instant now,
      long spent,
      @Nullable Instant lastListing,
      int cutShort,
      long callsOfListing,
      long callsOfLook,
      boolean looks,
      @Nullable Duration listingsEvery) {

    /** What lies ahead of now was noted before the clock was set back, and counts as now. */
    public Books {
      passBegan = passBegan.isAfter(now) ? now : passBegan;
      lastListing = lastListing != null && lastListing.isAfter(now) ? now : lastListing;
    }
  }

  /**
   * The next pass.
   *
   * @param look it only looks at what changed last
   * @param reason why then, for people
   */
  public record Next(boolean look, Instant at, String reason) {}

  /** What comes next, and when; never what the rest of the month's calls does not cover. */
  public Next next(Books books) {
    boolean frugal = budget > 0 || books.listingsEvery() != null;
    Next next = books.looks() && frugal ? nextWithLooks(books) : nextListing(books);
    return covers(books, next) ? next : afterRenewal(books, next.look());
  }

  /**
   * What comes next, and when, while the source tells of each change: the next full listing, since
   * nothing has to be looked for. Where an interval is asked for, it holds all the same.
   */
  public Next nextWhileTold(Books books) {
    Next next = next(books);
    if (!next.look() || asked != null || !covers(books, books.callsOfLook())) {
      return next;
    }
    Instant listing = listingDue(books);
    return new Next(
        false,
        listing,
        "a full listing in "
            + minutes(Duration.between(books.now(), listing))
            + ", looks when the source tells of a change; "
            + spent(books));
  }

  /**
   * How long after the beginning of a pass a look may come because the source told of a change:
   * what is saved while nothing changes can be spent while people work. Empty: not before the next
   * pass.
   */
  public Optional<Duration> betweenToldLooks(Books books) {
    if (!books.looks() || !covers(books, books.callsOfLook())) {
      return Optional.empty();
    }
    return budget == 0
        ? Optional.of(SHORTEST_TOLD)
        : affordableLooks(books, listingDue(books))
            .map(length -> longer(length.dividedBy(PART_OF_WORK), SHORTEST_TOLD));
  }

  private Next nextListing(Books books) {
    Interval interval = interval(books.callsOfListing());
    if (asked != null || books.cutShort() == 0) {
      return new Next(false, after(interval.length(), books), interval.reason());
    }
    Duration sooner = untilNextTry(interval.length(), books);
    return new Next(
        false,
        after(sooner, books),
        "in " + minutes(sooner) + ", since the last full listing was cut short; " + spent(books));
  }

  /**
   * A listing that was cut short is made again sooner than after the whole interval, but each time
   * later: what always ends it would spend all calls otherwise.
   */
  private static Duration untilNextTry(Duration interval, Books books) {
    return books.cutShort() == 0
        ? interval
        : interval.dividedBy(1L << Math.max(0, EARLY_TRIES + 1 - books.cutShort()));
  }

  private Next nextWithLooks(Books books) {
    Instant listing = listingDue(books);
    Optional<Duration> length = asked == null ? lengthOfLooks(books, listing) : Optional.of(asked);
    Instant next = after(length.orElse(SHORTEST_BY_ITSELF), books);
    if (length.isPresent() && listing.isAfter(next)) {
      return new Next(true, next, reasonOfLook(books, length.get(), listing));
    }
    // One that was due before now has just been tried.
    boolean atItsTime = asked == null && listing.isAfter(books.now());
    return new Next(false, atItsTime ? listing : next, reasonOfListing(books));
  }

  /** At once where the last pass took longer than that. */
  private static Instant after(Duration length, Books books) {
    Instant next = books.passBegan().plus(length);
    return next.isAfter(books.now()) ? next : books.now();
  }

  private boolean covers(Books books, Next next) {
    return covers(books, next.look() ? books.callsOfLook() : books.callsOfListing());
  }

  private boolean covers(Books books, long cost) {
    return budget == 0 || books.spent() + cost <= budget - PacedCalls.keptForFiles(budget);
  }

  private Next afterRenewal(Books books, boolean look) {
    Instant renewal = renewal(books.now());
    return new Next(
        look,
        renewal,
        books.spent()
            + " of "
            + budget
            + " calls are spent; the rest is kept for downloads, and they renew then");
  }

  /**
   * When a full listing is due: what is gone, moved or renamed only shows there. One that what is
   * left of this month does not cover waits until the calls renew, and looks go on.
   */
  private Instant listingDue(Books books) {
    Instant last = books.lastListing();
    Instant due =
        last == null ? Instant.MIN : last.plus(untilNextTry(betweenListings(books), books));
    Instant renewal = renewal(books.now());
    boolean covered =
        budget == 0
            || forFinding(books, Duration.between(books.now(), renewal)) >= books.callsOfListing();
    return covered || due.isAfter(renewal) ? due : renewal;
  }

  private Duration betweenListings(Books books) {
    if (books.listingsEvery() != null) {
      return budget == 0 ? asWished(books) : longestBetweenListings(books);
    }
    if (asked != null && dividedBy(MONTH, asked) * books.callsOfListing() <= budget / 2) {
      return Duration.ZERO;
    }
    long listings = budget / PART_OF_LISTINGS / Math.max(1, books.callsOfListing());
    Duration affordable = MONTH.dividedBy(Math.max(1, listings));
    return shorter(longer(affordable, SHORTEST_LOOK), longestBetweenListings(books));
  }

  /** As often as the source wants, but at least daily. */
  private static Duration asWished(Books books) {
    return books.listingsEvery() == null ? DAILY : shorter(books.listingsEvery(), DAILY);
  }

  /**
   * A day, or what the source wants, unless such listings would leave nothing for looks until the
   * calls renew.
   */
  private Duration longestBetweenListings(Books books) {
    Duration rest = Duration.between(books.now(), renewal(books.now()));
    long listings = forFinding(books, rest) / 2 / Math.max(1, books.callsOfListing());
    return longer(listings <= 0 ? rest : rest.dividedBy(listings), asWished(books));
  }

  /** How often looks may come until the calls renew; empty: not more often than listings. */
  private Optional<Duration> lengthOfLooks(Books books, Instant listing) {
    if (budget == 0) {
      return Optional.of(SHORTEST_BY_ITSELF);
    }
    return affordableLooks(books, listing)
        .map(length -> longer(length, SHORTEST_LOOK))
        .filter(length -> length.compareTo(betweenListings(books)) < 0);
  }

  /** How often looks may come until the calls renew, by what is left beside the listings. */
  private Optional<Duration> affordableLooks(Books books, Instant listing) {
    Instant renewal = renewal(books.now());
    Duration rest = Duration.between(books.now(), renewal);
    Duration between = betweenListings(books);
    between = between.isZero() && asked != null ? asked : between;
    Instant first = listing.isAfter(books.now()) ? listing : books.now();
    long listings =
        !first.isBefore(renewal) ? 0 : 1 + dividedBy(Duration.between(first, renewal), between);
    long left = forFinding(books, rest) - listings * books.callsOfListing();
    long looks = left / Math.max(1, books.callsOfLook());
    return looks <= 0 ? Optional.empty() : Optional.of(rest.dividedBy(looks));
  }

  /** The calls that listings and looks may spend until the calls renew. */
  private long forFinding(Books books, Duration rest) {
    return Math.max(0, budget - books.spent() - reserve(rest));
  }

  /** What downloads may need until the calls renew. */
  private long reserve(Duration rest) {
    long share = budget / PART_OF_DOWNLOADS * rest.toSeconds() / MONTH.toSeconds();
    return Math.max(share, PacedCalls.keptForFiles(budget));
  }

  private String reasonOfLook(Books books, Duration length, Instant listing) {
    return "a quick look every "
        + minutes(length)
        + (asked == null ? "" : ", as asked")
        + ", a full listing in "
        + minutes(Duration.between(books.now(), listing))
        + "; "
        + spent(books);
  }

  private static String minutes(Duration duration) {
    return Durations.text(Duration.ofMinutes(Math.max(1, duration.toMinutes())));
  }

  private String spent(Books books) {
    return books.spent() + (budget == 0 ? "" : " of " + budget) + " calls of this month are spent";
  }

  private String reasonOfListing(Books books) {
    return "a full listing, of about " + books.callsOfListing() + " calls; " + spent(books);
  }

  /**
   * The interval between passes of which each costs {@code callsPerPass} for its listing. Without a
   * wish, listings get half of the budget: the other half is for the files themselves.
   */
  public Interval interval(long callsPerPass) {
    if (asked != null) {
      return new Interval(asked, "every " + Durations.text(asked) + ", as asked");
    }
    if (budget == 0 || callsPerPass == 0) {
      return new Interval(SHORTEST_BY_ITSELF, "every hour");
    }
    Duration affordable = affordable(callsPerPass);
    if (affordable.equals(SHORTEST_BY_ITSELF)) {
      return new Interval(
          SHORTEST_BY_ITSELF,
          "every hour: about "
              + callsPerPass * MONTH.toHours()
              + " of "
              + budget
              + " calls a month go into listings");
    }
    return new Interval(
        affordable,
        "every "
            + Durations.text(Duration.ofMinutes(affordable.toMinutes()))
            + ": a listing costs "
            + callsPerPass
            + " calls, and half of the "
            + budget
            + " calls a month are for listings");
  }

  /** How often listings may come that cost so many calls each, by half of the budget. */
  private Duration affordable(long calls) {
    if (budget == 0 || calls == 0) {
      return SHORTEST_BY_ITSELF;
    }
    long passes = Math.max(1, budget / 2 / calls);
    return longer(Duration.ofSeconds(MONTH.toSeconds() / passes), SHORTEST_BY_ITSELF);
  }

  /** What a pass costs on average: a listing, or looks and the share of a daily listing. */
  public long callsPerPass(Books books) {
    if (!books.looks() || asked == null || betweenListings(books).isZero()) {
      return books.callsOfListing();
    }
    return books.callsOfLook()
        + (long)
            Math.ceil(
                books.callsOfListing() * asked.toSeconds() / (double) asWished(books).toSeconds());
  }

  /** The day on which the month's calls end at this pace; empty when they last. */
  public Optional<LocalDate> exhaustedOn(Instant now, long spent, long callsPerPass) {
    if (budget == 0 || callsPerPass == 0) {
      return Optional.empty();
    }
    long passes = Math.max(0, budget - spent) / callsPerPass;
    Instant end = now.plus(interval(callsPerPass).length().multipliedBy(passes));
    return end.isBefore(renewal(now))
        ? Optional.of(end.atZone(MONTHS).toLocalDate())
        : Optional.empty();
  }

  /**
   * The next try after a pass that could not go on: soon, after rising waits, but a full listing
   * that was cut short more than once not more often than the budget allows; never what the rest of
   * the month's calls does not cover, and never later than a next pass would come.
   *
   * @param books where {@code passBegan} is the time from which the wait counts
   * @param failures how many passes in a row failed; from 1
   */
  public Next nextAfterFailure(Books books, int failures) {
    Next next = next(books);
    if (!covers(books, next)) {
      return next;
    }
    Duration wait =
        shorter(FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10)), LONGEST_RETRY);
    if (!next.look() && books.cutShort() > 1) {
      wait = longer(wait, untilNextTry(affordable(books.callsOfListing()), books));
    }
    Instant soon = after(wait, books);
    return soon.isBefore(next.at())
        ? new Next(next.look(), soon, "the last pass could not go on")
        : next;
  }

  private static Instant renewal(Instant now) {
    return YearMonth.from(now.atZone(MONTHS))
        .plusMonths(1)
        .atDay(1)
        .atStartOfDay(MONTHS)
        .toInstant();
  }

  private static long dividedBy(Duration whole, Duration part) {
    return part.isZero() ? Integer.MAX_VALUE : whole.dividedBy(part);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
