package org.genlabel.spark;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * An upper bound of the heap in use by this process since a point in time, garbage included: the
 * sum of the pools' peaks, which need not coincide.
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

  /** Returns the sum of the peaks so far. */
  public long bytes() {
    return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }
}
