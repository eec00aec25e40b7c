import CoreModel
import Text
import Map

/// Which part of the map is drawn, and what of it.
struct MapScope: Hashable, Sendable {
    /// Which boxes.
    enum Part: Hashable, Sendable {
        case whole
        /// Some steps up and down from a box.
        case around(MapSubject, steps: Int)
        /// Some boxes, and the lines between them.
        case alone([MapSubject])
        /// An overview.
        case folded(MapFold)
    }

    var part = Part.whole
    var shown = MapShown()
    /// Whether boxes and lines that differ from the notes have their sign.
    var isMarked = false
}

/// What is drawn of every part of the map.
struct MapShown: Hashable, Sendable {
    /// What groups may send to networks and anywhere.
    var egress = false
    /// Ids in the boxes.
    var ids = false
    /// Flows that only one side allows, dotted.
    var oneSided = false
    /// Groups that nothing uses.
    var unused = false
    /// Each network in a box of its own, where a group has many of them, too.
    var networks = false
    /// The lines among the outermost boxes of a neighbourhood.
    var between = false
}

extension ExplorerModel {
    /// The graph of a scope.
    func graph(for scope: MapScope) -> MapGraph {
        let graph = unmarked(scope)
        return scope.isMarked ? graph.marked(by: review) : graph
    }

    private func unmarked(_ scope: MapScope) -> MapGraph {
        let base = drawn(scope.shown)
        switch scope.part {
        case .whole: return base
        case .around(let subject, let steps):
            return base.neighbourhood(
                of: [subject], steps: steps, limit: Self.neighbourhoodLimit, drawsBetween: scope.shown.between)
        case .alone(let subjects): return base.neighbourhood(of: subjects, steps: 0)
        case .folded(let fold): return base.folded(by: fold, inventory, names)
        }
    }

    /// The whole map with what is to be shown; kept, since parts of it are asked for again and again.
    private func drawn(_ shown: MapShown) -> MapGraph {
        var shown = shown
        shown.between = false
        if let known = drawnMaps.withLock({ $0[shown] }) { return known }
        var base = map
        if shown.egress || shown.ids || shown.oneSided || shown.unused {
            var options = mapOptions
            options.showsEgress = shown.egress
            options.showsIDs = shown.ids
            options.showsOneSided = shown.oneSided
            options.showsUnused = shown.unused
            base = MapGraph(inventory, edges: edges, names: names, options: options)
        }
        if !shown.networks {
            base = base.foldingPeers()
        }
        drawnMaps.withLock { maps in
            if maps.count > 3 { maps = [:] }
            maps[shown] = base
        }
        return base
    }
}
extension ExplorerState {
    /// What is to be drawn now; nil where what is drawn stays.
    private var wantedScope: MapScope? {
        var scope = MapScope(shown: shown, isMarked: side.isReviewed)
        if let part = litBySide {
            scope.part = part
        } else if let answer = litAnswer, hops != nil, fold == nil {
            let ends = model.whole.subjects(of: answer.question.source) + model.whole.subjects(of: answer.question.destination)
            let way = answer.path.flatMap { [$0.from, $0.to] }.compactMap(model.whole.subject)
            let chosen = selection.map { [$0] } ?? []
            scope.part = .alone((ends + way + chosen).distinct())
        } else if let opened {
            scope.part = .alone(opened)
        } else if let fold {
            scope.part = .folded(fold)
        } else if let hops {
            guard let selection, isOnMap(selection) else { return nil }
            scope.part = .around(selection, steps: hops)
        }
        return scope
    }

    private func isOnMap(_ subject: MapSubject) -> Bool {
        model.map.node(of: subject) != nil || (shown != MapShown() && map.graph.node(of: subject) != nil)
    }

    /// Draws the part of the map that belongs to the selection and the answer.
    ///
    /// What was drawn lately stands where it stood then; of what is new as little moves as possible against what is drawn now, or
    /// against `replaced`.
    mutating func redrawMap(after replaced: MapView? = nil) {
        guard let scope = wantedScope, scope != drawnScope else { return }
        drawnScope = scope
        drawnMaps.keep(map)
        if var kept = drawnMaps.view(of: scope) {
            kept.wantedDetail = map.wantedDetail
            running[.map] = nil
            take(map: kept)
            return
        }
        order(
            .map(scope, width: ScreenPlan.widths(self).map, rows: size.rows, detail: map.wantedDetail),
            drawn: replaced ?? (isOpening ? nil : map))
    }

    /// Has the layouts made that a width needs.
    mutating func storeMap(width: Int) {
        guard model.isVast, !isOpening else {
            map.store(width: width, rows: size.rows)
            return
        }
        if map.isStored(width: width) { return }
        map.takesOtherWidths = true
        let task = Work.Task.map(drawnScope, width: width, rows: size.rows, detail: map.wantedDetail)
        if running[.map]?.task != task { order(task, drawn: map) }
    }

    /// Takes a part of the map that was laid out.
    mutating func take(map view: MapView) {
        guard view.scope == drawnScope else { return }
        map = view
        map.takesOtherWidths = model.isVast
        if let line, map.graph.line(line) == nil { self.line = nil }
        // A group within a fold is the fold on such a map; a fold that is gone is its first box.
        if let node = selectedNode, case .fold = map.graph.subjects[node] { selection = map.graph.subjects[node] }
        if case .fold = selection, selectedNode == nil {
            selection = map.graph.subjects.first { $0.group != nil } ?? map.graph.subjects.first
        }
        revealSelection()
    }

    /// Draws more or fewer steps around the selection; from the whole map down to one step and back.
    mutating func changeHops(by step: Int) {
        (fold, opened) = (nil, nil)
        let all = model.map.subjects.count
        if step > 0, let now = hops {
            let isAll = map.graph.beyond == 0 || now >= 5
            if isAll, all > ExplorerModel.wholeMapLimit {
                message = "the whole map is too large to be drawn: \(all) boxes; f folds it"
                return
            }
            hops = isAll ? nil : now + 1
        } else if step < 0, hops != 1 {
            hops = hops.map { $0 - 1 } ?? 2
        } else {
            message = hops == nil ? "this is the whole map" : "one step is the least"
            redrawMap()
            return
        }
        redrawMap()
        message = hops.map { "\(TextCount.of($0, "step")) around \(selection.map(model.name) ?? "")" } ?? "the whole map"
        revealSelection()
    }

    /// Folds the map by something, or unfolds it: "vpc", "tier", "prefix", "tag:KEY", "none".
    mutating func fold(by text: String) {
        opened = nil
        if text == "none" {
            fold = nil
            message = "unfolded"
        } else if let wanted = MapFold(parsing: text) {
            fold = wanted
            message = "folded by \(text); Enter opens a box, Esc goes back"
            set(focus: .map)
        } else {
            message = "fold takes \(MapFold.choices), or none"
            return
        }
        redrawMap()
        revealSelection()
    }

    /// By what the map can be folded here.
    var foldChoices: [String] {
        var keys = Set<String>()
        for group in model.inventory.loadedGroups.prefix(500) {
            for tag in model.inventory[group].tags { keys.insert(model.inventory[tag.key]) }
        }
        return ["vpc", "tier", "prefix", "none"]
            + keys.filter { $0 != "Name" && TerminalText.safe($0) == $0 }.sorted().map { "tag:\($0)" }
    }

    /// Draws the members of a fold alone.
    mutating func openFold() -> Bool {
        guard case .fold = selection, let node = selectedNode else { return false }
        let members = map.graph.members[node]
        opened = members
        selection = members.first { $0.group != nil } ?? members.first
        redrawMap()
        message = "\(members.count) in this box; Esc goes back to the overview"
        return true
    }

    /// Shows or hides something on the map.
    mutating func toggle(_ what: WritableKeyPath<MapShown, Bool> & Sendable, _ words: String) {
        shown[keyPath: what].toggle()
        message = "\(words): \(shown[keyPath: what] ? "shown" : "hidden")"
        redrawMap()
        revealSelection()
    }
}
