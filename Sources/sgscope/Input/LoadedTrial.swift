import CoreModel
import Map
import Reachability
import Text
import Trial

/// Changes that were laid over what was read, as results say them.
struct LoadedTrial {
    /// What was read.
    let base: Analyzer
    /// "2 changes on trial".
    let title: String
    /// The changes, a line each.
    let lines: [String]

    /// What the groups are called that nobody carries any more: nothing passes to or from them.
    let gone: [String]
    /// The ids of the interfaces that are gone.
    let goneInterfaces: [String]
    /// The groups that the changes are of, by their places on trial.
    let changed: [GroupIndex]
    /// The ids of what of the network is changed.
    let things: Set<TextID>

    /// What closes to the internet and to networks; worked out where it is drawn.
    let closedOutward: Lazy<[ClosedOutward]>

    /// Of changes.
    init(_ trial: Trial) {
        closedOutward = Lazy { trial.closedOutward(by: trial.difference) }
        base = trial.base
        (title, lines) = (trial.title, trial.changes.map(\.line.text))
        gone = trial.leftWithoutMembers.map { trial.base.names.name(of: $0) }
        let read = trial.base.inventory
        goneInterfaces = trial.goneInterfaces.map { read[read[$0].id] }
        (changed, things) = (trial.changedGroups, trial.changedThings)
    }

    /// What stands above every result.
    var banner: String { "with \(title); nothing is sent to AWS" }

    /// What else stands there: whom the changes leave without anybody, else which interfaces they take away.
    var warning: String? {
        if !gone.isEmpty {
            return
                "nobody is left that carries \(TextList.few(gone, limit: 6)): nothing passes to or from \(gone.count == 1 ? "it" : "them") any more"
        }
        if goneInterfaces.isEmpty { return nil }
        return "\(TextCount.of(goneInterfaces.count, "interface")) gone: \(TextList.few(goneInterfaces, limit: 6))"
    }

    /// It in JSON.
    var value: JSONText.Value {
        .object([
            ("title", .string(title)), ("changes", .strings(lines)), ("gone", .strings(gone)),
            ("gone_interfaces", .strings(goneInterfaces)),
        ])
    }
}

extension Loading {
    /// What maps of it say beside the flows: on trial what is changed, and what is new.
    var mapOptions: MapGraph.Options {
        var options = MapGraph.Options()
        guard let trial else { return options }
        for group in trial.changed { options.marks[group] = "~" }
        var known = KnownFlows(trial.base.edges(), of: trial.base.inventory, in: inventory)
        for flow in trial.closedOutward.value { known.close(flow.traffic, from: flow.group, to: flow.destination) }
        options.known = known
        return options
    }
}
