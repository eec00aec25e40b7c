import CoreModel
import Synchronization

/// What surveys walked between classes of places of one inventory, where only verdicts are told: it holds for every one of a class.
struct WalkedClasses: Sendable {
    /// The places and their classes, by number.
    var places: SurveyPlaces
    /// What was asked for at destinations, by number.
    var targets: [Target: Int32] = [:]
    /// What passes between places that nothing tells apart but their tables' and ACLs' ids.
    var passing: [SurveyPlaces.ClassPair: Passage] = [:]
    /// What the layers do from one class of places to the internet.
    var toInternet: [FromPlace: ToInternet] = [:]

    init(_ walker: Walker) { places = SurveyPlaces(walker) }

    /// How much of it there is.
    fileprivate var count: Int { passing.count + toInternet.count + targets.count + places.count }

    /// An end by where its members are: groups without any are one in each VPC.
    enum EndKey: Hashable, Sendable {
        case end(End)
        case nobody(vpc: TextID)
    }

    /// What is asked for at a destination.
    struct Target: Hashable, Sendable {
        var destination: EndKey
        /// Whose networks tell addresses apart.
        var vpcs: Set<TextID>
        var points: TrafficSet
        var version: IPVersion
        var isOfGroup: Bool
    }

    /// A place, or a class of places, and what is asked for.
    struct FromPlace: Hashable, Sendable {
        var source: Int32
        var target: Int32
    }

    /// What a class of places comes to on the way to the internet.
    struct ToInternet: Sendable {
        var passages: Passages
        /// Whether nothing of it is what an endpoint does not carry.
        var isWhole: Bool
    }
}

/// What was walked of an inventory, kept from one survey to the next: what was read is asked again with every change that is tried.
///
/// A class, since copies of an analyzer share it. A survey takes it away while it asks; another one beside it begins anew.
final class WalkedMemory: Sendable {
    private let kept = Mutex<[Bool: WalkedClasses]>([:])

    /// Entries that are kept, at most; some tens of megabytes.
    private static let limit = 100_000

    /// What was walked in one direction alone, or both; nil where nothing is kept, or another survey has it.
    func take(isOneWay: Bool) -> WalkedClasses? { kept.withLock { $0.removeValue(forKey: isOneWay) } }

    /// Keeps what a survey walked, where it is more than what is kept.
    func keep(_ classes: WalkedClasses, isOneWay: Bool) {
        let count = classes.count
        if count > Self.limit { return }
        kept.withLock { kept in
            if kept[isOneWay].map({ $0.count < count }) ?? true { kept[isOneWay] = classes }
        }
    }
}
