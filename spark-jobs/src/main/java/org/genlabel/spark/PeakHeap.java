package org.genlabel.spark;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * The most heap of this process in use since a moment, garbage included: the sum of the pools'
 * peaks, which need not have come at the same time; so it is a bound.
 */
public final class PeakHeap {
  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  /** Starts watching. */
  public PeakHeap() {
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /** The sum of the peaks so far. */
  public long bytes() {
    return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }
}
