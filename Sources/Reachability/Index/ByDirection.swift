import CoreModel

/// One value for each direction.
struct ByDirection<Value: Sendable>: Sendable {
    var ingress: Value
    var egress: Value

    subscript(direction: Direction) -> Value {
        get { direction == .ingress ? ingress : egress }
        set { if direction == .ingress { ingress = newValue } else { egress = newValue } }
    }

    init(ingress: Value, egress: Value) { (self.ingress, self.egress) = (ingress, egress) }

    /// What a function says of each.
    init(_ value: (Direction) -> Value) { self.init(ingress: value(.ingress), egress: value(.egress)) }

    func map<Other: Sendable>(_ change: (Value) -> Other) -> ByDirection<Other> {
        ByDirection<Other>(ingress: change(ingress), egress: change(egress))
    }
}
