package io.millrace.state.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Strings of bytes as they are added, each with its length ahead as RocksDB writes it, in pages:
 * nothing is copied as they grow, and the pages of one epoch serve the next.
 */
final class StringPages {
  private static final int PAGE = 1 << 20;

  private final List<byte[]> pages = new ArrayList<>();

  /** How many pages have strings. */
  private int used;

  /** Where the last of them ends. */
  private int end = PAGE;

  /** Adds a copy of a string and returns its address. */
  long add(byte[] string) {
    int size = Varint.size(string.length) + string.length;
    if (size > PAGE - end) {
      if (used == pages.size() || size > PAGE) {
        pages.add(used, new byte[Math.max(PAGE, size)]);
      }
      used++;
      end = 0;
    }
    byte[] page = pages.get(used - 1);
    long address = (long) (used - 1) << 32 | end;
    int start = Varint.put(string.length, page, end);
    System.arraycopy(string, 0, page, start, string.length);
    // What is larger than a page has one of its own.
    end = size > PAGE ? PAGE : start + string.length;
    return address;
  }

  /** Returns how many bytes a string takes with its length. */
  int size(long address) {
    int length = Varint.at(page(address), (int) address);
    return Varint.size(length) + length;
  }

  /** Copies a string with its length and returns where it ends. */
  int copy(long address, byte[] target, int at) {
    int size = size(address);
    System.arraycopy(page(address), (int) address, target, at, size);
    return at + size;
  }

  /** Returns a copy of a string, without its length. */
  byte[] get(long address) {
    byte[] page = page(address);
    int length = Varint.at(page, (int) address);
    int start = (int) address + Varint.size(length);
    return Arrays.copyOfRange(page, start, start + length);
  }

  private byte[] page(long address) {
    return pages.get((int) (address >>> 32));
  }

  /** Forgets all strings; keeps pages for as many again, and half of what was there before. */
  void clear() {
    int kept = Math.max(used, pages.size() / 2);
    pages.subList(kept, pages.size()).clear();
    pages.removeIf(page -> page.length > PAGE);
    used = 0;
    end = PAGE;
  }
}
