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
    /// The question whose answer the interfaces in the boxes have signs of; nil where none are listed, or nothing is asked.
    var asked: String?
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
    /// The interfaces that carry each group, in its box.
    var interfaces = false
    /// How much flow logs hold of each flow.
    var traffic = false
}
