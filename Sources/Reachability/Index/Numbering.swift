extension Dictionary where Value: FixedWidthInteger {
    /// The number of a key, the next one where it is new: 0, 1, 2 in the order in which they are asked for first.
    mutating func number(_ key: Key) -> Value {
        if let known = self[key] { return known }
        let number = Value(count)
        self[key] = number
        return number
    }
}
