import CoreModel
import Map
import Text

/// What the map is to draw: which part of it, what of it, and what is chosen in it.
struct MapDrawing: Sendable {
    /// What the map draws, or will as soon as it is laid out; nil until who reaches whom is known.
    var scope: MapScope?
    /// What is drawn beside the flows.
    var shown = MapShown()
    /// By what the map is folded.
    var fold: MapFold?
    /// The boxes of a fold that was opened.
    var opened: [MapSubject]?
    /// The steps around the chosen box that are drawn; nil for the whole map.
    var hops: Int?
    /// The line of the selected box that was chosen.
    var line: MapLine?
    /// The place among the interfaces that the selected box lists of the one that was chosen.
    var row: Int?
    /// Where the map opened around one group; until something else is selected.
    var opening: WholeMap.Opening?
    /// Whether the first picture is still to tell what of the map is drawn.
    var isChoosing = false
    /// The maps of older data, of which as little moves as possible.
    var before: MapsBefore?
    /// What was drawn before.
    var recent = DrawnMaps()
    /// What the network stops of the flows that were drawn so far.
    var notes = MapNotes()
    /// The part of the map that stands for too many flows to ask the network about.
    var unasked: MapScope?
}

/// The maps of a state in whose place another comes.
struct MapsBefore: Sendable {
    /// The whole map, where it was drawn.
    var whole: MapView?
    /// What was drawn.
    var drawn: MapView
}

extension ExplorerState {
    /// The maps that those of newer data take the place of.
    var mapsBefore: MapsBefore {
        let whole = MapScope(isMarked: review != nil)
        return MapsBefore(whole: map.scope == whole ? map : drawing.recent.view(of: whole), drawn: map)
    }

    /// What is to be drawn now; nil where what is drawn stays.
    private var wantedScope: MapScope? {
        guard flows != nil else { return nil }
        var scope = MapScope(shown: drawing.shown, isMarked: review != nil)
        if let part = litBySide {
            scope.part = part
        } else if let part = endsOfAnswer {
            (scope.part, scope.asked) = (part, litView?.text)
        } else if let answer = litAnswer, drawing.hops != nil, drawing.fold == nil {
            let ends = subjects(of: answer.question.source) + subjects(of: answer.question.destination)
            let way = answer.path.flatMap { [$0.from, $0.to] }.compactMap { subjects(of: $0).first }
            let chosen = selection.map { [$0] } ?? []
            scope.part = .alone((ends + way + chosen).distinct())
        } else if let opened = drawing.opened {
            scope.part = .alone(opened)
        } else if let fold = drawing.fold {
            scope.part = .folded(fold)
        } else if let hops = drawing.hops {
            guard let selection, isOnMap(selection) else { return nil }
            scope.part = .around(selection, steps: hops)
        }
        return scope
    }

    private func isOnMap(_ subject: MapSubject) -> Bool {
        flows?.map.node(of: subject) != nil || (drawing.shown != MapShown() && map.graph.node(of: subject) != nil)
    }

    /// Draws the part of the map that belongs to the selection and the answer.
    ///
    /// What was drawn lately stands where it stood then; of what is new as little moves as possible against what is drawn now.
    mutating func redrawMap() {
        guard let scope = wantedScope, scope != drawing.scope else { return }
        drawing.scope = scope
        drawing.recent.keep(map)
        if var kept = drawing.recent.view(of: scope) {
            kept.wantedDetail = map.wantedDetail
            executor.drop(.map)
            take(map: kept)
            return
        }
        let before = scope.part == .whole ? drawing.before?.whole : drawing.before?.drawn
        orderMap(scope, width: ScreenPlan.widths(self).map, from: .before(before ?? map))
    }

    /// Has the layouts made that a width needs; another width's do until they are there.
    mutating func storeMap(width: Int) {
        map.rows = size.rows
        guard let scope = drawing.scope, map.scope == scope, !map.isStored(width: width) else { return }
        orderMap(scope, width: width, from: .same(map))
    }

    private mutating func orderMap(_ scope: MapScope, width: Int, from drawn: Work.Drawn) {
        order(.map(scope, width: width, rows: size.rows, detail: map.wantedDetail), from: drawn)
    }

    /// Takes a part of the map that was laid out.
    mutating func take(map view: MapView) {
        guard view.scope == drawing.scope else { return }
        let isSame = map.scope == view.scope
        let (offset, wanted) = (map.offset, map.wantedDetail)
        map = view
        if isSame { map.offset = offset }
        map.wantedDetail = wanted
        drawing.before = nil
        if !isSame { drawing.row = nil }
        if drawing.isChoosing { choosePart() }
        if let line = drawing.line, map.graph.line(line) == nil { drawing.line = nil }
        // A group within a fold is the fold on such a map; a fold that is gone is its first box.
        if let node = selectedNode, case .fold = map.graph.subjects[node] { selection = map.graph.subjects[node] }
        if case .fold = selection, selectedNode == nil {
            selection = map.graph.subjects.first { $0.group != nil } ?? map.graph.subjects.first
        }
        if !isSame { revealSelection() }
        if !view.isNoted, model.analyzer.mayLookAtNetwork, !map.graph.links.isEmpty, drawing.unasked != view.scope {
            order(.network(view.scope))
        }
    }

    /// Takes what the network stops of what a part of the map draws, and says it at the arrows; nil where nobody asked for so much.
    mutating func take(notes: MapNotes?, of scope: MapScope) {
        drawing.unasked = notes == nil ? scope : nil
        guard let notes else { return }
        drawing.notes.add(notes)
        guard scope == drawing.scope, map.scope == scope, !map.isNoted else { return }
        orderMap(scope, width: ScreenPlan.widths(self).map, from: .before(map))
    }

    /// Draws more or fewer steps around the selection; from the whole map down to one step and back.
    mutating func changeHops(by step: Int) {
        guard needFlows(), let all = flows?.map.subjects.count else { return }
        (drawing.fold, drawing.opened) = (nil, nil)
        if step > 0, let now = drawing.hops {
            let isAll = map.graph.beyond == 0 || now >= Limits.steps
            if isAll, all > Limits.wholeMap {
                message = "the whole map is too large to be drawn: \(all) boxes; f folds it"
                return
            }
            drawing.hops = isAll ? nil : now + 1
        } else if step < 0, drawing.hops != 1 {
            drawing.hops = drawing.hops.map { $0 - 1 } ?? 2
        } else {
            message = drawing.hops == nil ? "this is the whole map" : "one step is the least"
            redrawMap()
            return
        }
        redrawMap()
        message = drawing.hops.map { "\(TextCount.of($0, "step")) around \(selection.map(model.name) ?? "")" } ?? "the whole map"
        revealSelection()
    }

    /// Folds the map by something, or unfolds it: "vpc", "tier", "prefix", "tag:KEY", "none".
    mutating func fold(by text: String) {
        drawing.opened = nil
        if text == "none" {
            drawing.fold = nil
            message = "unfolded"
        } else if let wanted = MapFold(parsing: text) {
            drawing.fold = wanted
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
        return ["vpc"] + (model.scopes.hasAccounts ? ["account"] : []) + (model.scopes.hasRegions ? ["region"] : [])
            + ["tier", "prefix", "none"]
            + keys.filter { $0 != "Name" && TerminalText.safe($0) == $0 }.sorted().map { "tag:\($0)" }
    }

    /// Draws the members of a fold alone.
    mutating func openFold() -> Bool {
        guard case .fold = selection, let node = selectedNode else { return false }
        let members = map.graph.members[node]
        drawing.opened = members
        selection = members.first { $0.group != nil } ?? members.first
        redrawMap()
        message = "\(members.count) in this box; Esc goes back to the overview"
        return true
    }

    /// Shows or hides something on the map.
    mutating func toggle(_ what: WritableKeyPath<MapShown, Bool> & Sendable, _ words: String) {
        drawing.shown[keyPath: what].toggle()
        message = "\(words): \(drawing.shown[keyPath: what] ? "shown" : "hidden")"
        redrawMap()
        revealSelection()
    }
}
