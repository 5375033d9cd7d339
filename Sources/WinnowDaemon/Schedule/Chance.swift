extension RandomNumberGenerator {
    /// A number from 0 up to, not including, 1.
    ///
    /// Takes exactly one number from the generator; `Double.random` draws again
    /// until one fits, which never ends on a generator that is fixed in a test.
    mutating func nextFraction() -> Double {
        Double(next() >> 11) / 9_007_199_254_740_992
    }
}
