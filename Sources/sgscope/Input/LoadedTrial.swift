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

    /// What the groups are called that nobody carries any more.
    let gone: [String]
    /// The groups that the changes are of, by their places on trial.
    let changed: [GroupIndex]
    /// The groups that nobody carries any more, by their places on trial.
    let goneGroups: Set<GroupIndex>
    /// The ids of what of the network is changed.
    let things: Set<TextID>

    /// Of changes.
    init(_ trial: Trial) {
        base = trial.base
        (title, lines) = (trial.title, trial.changes.map(\.line.text))
        gone = trial.leftWithoutMembers.map { trial.base.names.name(of: $0) }
        (changed, goneGroups, things) = (trial.changedGroups, trial.goneGroups, trial.changedThings)
    }

    /// What stands above every result.
    var banner: String { "with \(title); nothing is sent to AWS" }

    /// What else stands there: an answer about a group without members is of one that it might have.
    var warning: String? {
        gone.isEmpty
            ? nil
            : "nobody is left that carries \(TextList.few(gone, limit: 6)): what is said of it is said of a member that it might have"
    }

    /// It in JSON.
    var value: JSONText.Value { .object([("title", .string(title)), ("changes", .strings(lines)), ("gone", .strings(gone))]) }
}

extension Loading {
    /// What maps of it say beside the flows: on trial what is changed, and what is new.
    var mapOptions: MapGraph.Options {
        var options = MapGraph.Options()
        guard let trial else { return options }
        for group in trial.changed { options.marks[group] = "~" }
        options.known = KnownFlows(trial.base.edges(), of: trial.base.inventory, in: inventory)
        return options
    }
}
