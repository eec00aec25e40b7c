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

    private init(number: UInt8) { self.number = number }

    /// The doubt about what rests on something that the input does not settle, which is added to the others where it is new.
    init(of unknown: String, in unknowns: inout [String]) {
        let place = unknowns.firstIndex(of: unknown) ?? min(unknowns.count, Self.limit - 1)
        if place == unknowns.count {
            unknowns.append(place == Self.limit - 1 ? "a value that the input does not settle" : unknown)
        }
        number = UInt8(place + 2)
    }
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
    public mutating func doubt(_ unknown: String) -> Doubt { Doubt(of: unknown, in: &inventory.provenance.unknowns) }
}
