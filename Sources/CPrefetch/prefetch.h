// The processor's own instruction to fetch memory ahead of its use, which Swift does not offer.
// It reads nothing that the program sees and never faults, so any address will do.

static inline void witan_prefetch(const void *address) { __builtin_prefetch(address); }
