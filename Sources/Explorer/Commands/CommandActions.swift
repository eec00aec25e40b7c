import Frames

/// What keys mean, for commands that have several of them.
extension ExplorerState {
    /// Whether Esc has anything to leave.
    var canGoOut: Bool { hasOut || executor.longest != nil }

    /// Whether Esc cancels the long work that is under way: there is nothing else to leave.
    var escCancelsWork: Bool { executor.longest != nil && context == .screen && !hasOut }

    private var hasOut: Bool {
        let isFiltered = focus == .list && list?.filter.isEmpty == false
        return reading != nil || drawing.line != nil || drawing.row != nil || drawing.fold != nil || drawing.opened != nil
            || hasTop || isFiltered
            || model.past != nil || marks.isAny || found != nil || keeping.isAsLeft
    }

    mutating func stepLit(by step: Int) {
        if stepsTour { stepTour(by: step) } else if stepsAnswer { stepAnswer(by: step) } else { stepFound(by: step) }
    }

    mutating func move(_ key: Key) {
        let heading: Heading
        switch key {
        case .up, "k": heading = .up
        case .down, "j": heading = .down
        case .left, "h": heading = .left
        default: heading = .right
        }
        switch (focus, heading) {
        case (.map, _): moveSelection(heading)
        case (.matrix, _): moveInMatrix(heading)
        case (_, .up): scroll(by: -1)
        case (_, .down): scroll(by: 1)
        case (.list, .right): set(focus: .map)
        case (.tour, .left): stepTour(by: -1)
        case (.tour, .right): stepTour(by: 1)
        case (_, .left), (_, .right): break
        }
    }

    mutating func pan(_ key: Key) {
        switch key {
        case "H": map.offset.x -= 8
        case "L": map.offset.x += 8
        case "K": map.offset.y -= 4
        default: map.offset.y += 4
        }
    }

    mutating func scrollByPage(_ key: Key) {
        switch key {
        case .pageUp: page(by: -page)
        case .pageDown: page(by: page)
        case .control("u"): page(by: -max(1, page / 2))
        default: page(by: max(1, page / 2))
        }
    }

    mutating func editQuestion(_ change: (inout QuestionPrompt, ExplorerModel) -> Void) {
        guard var question else { return }
        change(&question, model)
        prompt = .question(question)
    }

    mutating func openHelp(_ topic: HelpPage.Topic) {
        helpTopic = topic
        help = 0
    }

    mutating func scrollHelp(_ key: Key) {
        let help = HelpPage(self)
        let page = help.room
        var top = self.help ?? 0
        switch key {
        case "k", .up: top -= 1
        case .pageDown, " ": top += page
        case .pageUp: top -= page
        case .control("d"): top += page / 2
        case .control("u"): top -= page / 2
        case "g", .home: top = 0
        case "G", .end: top = help.lines.count
        default: top += 1
        }
        self.help = min(max(0, top), max(0, help.lines.count - page))
    }
}
