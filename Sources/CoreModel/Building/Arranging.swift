extension Array {
    /// Brings elements into an order, which tells for each place where its element stands now; none is copied.
    ///
    /// They change places in rings: each goes to where it belongs, and what stood there is the next. Complexity: linear.
    @inlinable
    public mutating func arrange(_ order: [Int32]) {
        var order = order
        withUnsafeMutableBufferPointer { elements in
            for start in order.indices {
                var place = start
                while Int(order[place]) != start {
                    let next = Int(order[place])
                    elements.swapAt(place, next)
                    order[place] = Int32(place)
                    place = next
                }
                order[place] = Int32(place)
            }
        }
    }
}
