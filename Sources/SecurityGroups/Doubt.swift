/// Whether a rule stands as it is told, and if not, why: what rests on a doubtful rule depends.
///
/// One byte, so that a rule stays small; ``Inventory/reason(of:)`` tells what the doubt is.
public struct Doubt: Hashable, Sendable {
    /// 0: none; 1: copies disagree; from 2: a place in ``Inventory/unknowns``, plus 2.
    let number: UInt8

    /// The rule stands.
    public static let none = Doubt(number: 0)
    /// Copies of the group disagree: the rule stands in some of them only.
    public static let copies = Doubt(number: 1)

    /// How many unknowns can be told apart by name.
    static let limit = 254
}

extension Inventory {
    /// What is not settled by the input, such as "parameter DbPort" or "condition HasAdminAccess"; nil where the doubt is another.
    ///
    /// The rule is then told with everything that it may let through.
    public func reason(of doubt: Doubt) -> String? {
        let place = Int(doubt.number) - 2
        return unknowns.indices.contains(place) ? unknowns[place] : nil
    }
}

extension InventoryBuilder {
    /// The doubt about rules that rest on something that the input does not settle, such as "parameter DbPort".
    public mutating func doubt(_ unknown: String) -> Doubt {
        if let place = inventory.unknowns.firstIndex(of: unknown) { return Doubt(number: UInt8(place + 2)) }
        let isLast = inventory.unknowns.count >= Doubt.limit - 1
        if isLast, inventory.unknowns.count == Doubt.limit { return Doubt(number: UInt8(Doubt.limit + 1)) }
        inventory.unknowns.append(isLast ? "a value that the input does not settle" : unknown)
        return Doubt(number: UInt8(inventory.unknowns.count + 1))
    }
}
