/// The group of each id: an array over the numbers of texts, since a lookup stands behind every rule that names a group.
struct GroupPlaces: Sendable {
    /// The place plus one; 0 where the text is no group's id.
    private var places: [UInt32] = []

    subscript(id: TextID) -> GroupIndex? {
        get {
            let number = Int(id.number)
            guard number < places.count, places[number] > 0 else { return nil }
            return GroupIndex(Int(places[number]) - 1)
        }
        set {
            let number = Int(id.number)
            if number >= places.count {
                places.append(contentsOf: repeatElement(0, count: max(number + 1, 2 * places.count) - places.count))
            }
            places[number] = newValue.map { $0.number + 1 } ?? 0
        }
    }
}
