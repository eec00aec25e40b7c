import Reachability
import CoreModel

/// What a box of the map stands for.
public enum MapSubject: Hashable, Sendable {
    /// A group on either side, or what ingress rules name.
    case end(End)
    /// What egress rules name, no group, drawn on demand: apart from the source of the same name, so that no circle comes of it.
    case destination(End)
    /// Several subjects in one box; ``MapGraph/members`` tells which.
    case fold(MapFold, name: String)

    /// 0.0.0.0/0 and ::/0 as a source.
    public static let internet = MapSubject.end(.internet)

    /// A group.
    public static func group(_ group: GroupIndex) -> MapSubject { .end(.group(group)) }

    /// The end, on whichever side it is drawn; nil for a fold.
    public var end: End? {
        switch self {
        case .end(let end), .destination(let end): end
        case .fold: nil
        }
    }

    /// What flows and reviews call it; nil for several in one box, and for what egress rules name.
    public var source: End? { if case .end(let end) = self { end } else { nil } }

    /// The group, where it is one.
    public var group: GroupIndex? { end?.group }

    /// Whether it is several subjects in one box.
    var isFold: Bool { if case .fold = self { true } else { false } }

    /// Whether it is a network or a prefix list.
    var isPeer: Bool { end?.isAddresses ?? false }

    /// The same as a destination, as egress rules name it.
    var asDestination: MapSubject {
        guard let source, source.group == nil else { return self }
        return .destination(source)
    }

    /// What it is called on screen.
    public func name(_ names: Names, _ inventory: Inventory) -> String {
        switch self {
        case .end(let end): end == .internet ? "INTERNET" : names.name(of: end)
        case .destination(let end): "\(end == .internet ? "ANYWHERE" : names.name(of: end)) (out)"
        case .fold(_, let name): name
        }
    }
}
