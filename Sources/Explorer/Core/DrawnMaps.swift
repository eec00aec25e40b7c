import Map

/// The maps that were drawn lately: who goes back to one finds everything where it was.
struct DrawnMaps: Sendable {
    /// The newest last.
    private var views: [MapView] = []

    /// Keeps a map in place of the one of the same scope, or of the oldest.
    mutating func keep(_ view: MapView) {
        if view.graph.subjects.isEmpty { return }
        views.removeAll { $0.scope == view.scope }
        if views.count >= Limits.drawnMaps { views.removeFirst() }
        views.append(view)
    }

    /// The map of a scope.
    func view(of scope: MapScope) -> MapView? { views.last { $0.scope == scope } }
}
