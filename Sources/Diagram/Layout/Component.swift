/// Lays out the nodes of one component, from nets to geometry: the steps in their order.
///
/// layers (`Layers`, `WideLayers`), dummies (`Tiers`), order (`Order`), columns (`Coordinates`, `Sifting`), tracks
/// (`Channel`), rows (`LayerRows`), and at last room between joints (`JointSpacing`). Small graphs are laid out from several starts, and the best picture is kept.
struct Component {
    let nodes: [Int]
    let nets: [Net]
    let texts: [BoxText]
    let maxWidth: Int?
    var earlier: Earlier

    func geometry(layer: [Int]) -> Geometry {
        JointSpacing.spaced(arranged(layer: layer), texts: texts, maxWidth: maxWidth)
    }

    /// The best of several pictures.
    private func arranged(layer: [Int]) -> Geometry {
        var boxes = 3
        var tiers = Tiers(nodes: nodes, layer: layer, nets: nets, texts: texts)
        if let maxWidth, widest(tiers, boxes: boxes) > maxWidth {
            boxes = 1
            if widest(tiers, boxes: boxes) > maxWidth {
                let wide = WideLayers(tiers, nodes: nodes, nets: nets, texts: texts, maxWidth: maxWidth, boxes: boxes)
                let before = widest(tiers, boxes: boxes)
                let wrapped = Tiers(nodes: nodes, layer: wide.wrapped(layer), nets: nets, texts: texts)
                // A picture that still does not fit, only taller, helps nobody.
                let after = widest(wrapped, boxes: boxes)
                if after <= maxWidth || after * 2 < before { tiers = wrapped }
            }
            if widest(tiers, boxes: 3) <= maxWidth { boxes = 3 }
        }
        let least = widest(tiers, boxes: boxes)
        let width = max(least, min(maxWidth ?? Int.max, least + least / 24))
        var best: (score: Int, geometry: Geometry)?
        var tried: Set<[[Int]]> = []
        for start in 0..<starts(tiers) {
            var order = Order(tiers)
            if start > 0 { order.shuffle(seed: UInt64(start)) }
            order.improve(sweeps: 24)
            // The mirror image has as many crossings; the one nearer to the order of the graph is drawn.
            let mirrored = order.layers.map { Array($0.reversed()) }
            let layers = strangeness(mirrored, tiers) < strangeness(order.layers, tiers) ? mirrored : order.layers
            guard tried.insert(layers).inserted else { continue }
            let trial = laidOut(tiers, layers, boxes: boxes, width: width)
            if trial.score < best?.score ?? Int.max { best = trial }
        }
        if !earlier.isEmpty {
            var order = Order(tiers)
            order.keep(earlier.arranged(tiers))
            let kept = laidOut(tiers, order.layers, boxes: boxes, width: width)
            // Finding everything where it was is worth something.
            if kept.score * 7 < (best?.score ?? Int.max / 8) * 8 + 400 { return kept.geometry }
        }
        return best?.geometry ?? Geometry()
    }

    /// Everything that follows from the order of the layers.
    private func laidOut(_ tiers: Tiers, _ layers: [[Int]], boxes: Int, width: Int) -> (score: Int, geometry: Geometry) {
        var tiers = tiers
        tiers.layers = layers
        Coordinates(boxes: boxes, width: width).assignColumns(&tiers)
        for _ in 0..<2 {
            var sifting = Sifting(tiers, boxes: boxes, width: width, patience: 300)
            sifting.run(&tiers)
        }
        let geometry = LayerRows(tiers: tiers, texts: texts).geometry()
        return (score(geometry) + strangeness(layers, tiers) * 20, geometry)
    }

    /// What a picture costs its reader.
    private func score(_ geometry: Geometry) -> Int {
        geometry.crossings * 40 + geometry.bends * 6 + geometry.ink + geometry.height * 4
    }

    /// The neighbours that stand against the earlier order, or the order of the graph: a reader expects what was listed first on
    /// the left.
    private func strangeness(_ layers: [[Int]], _ tiers: Tiers) -> Int {
        layers.reduce(0) { sum, layer in
            let known = layer.compactMap { tiers.items[$0].node }.map(earlier.rank)
            return sum + zip(known, known.dropFirst()).count { $0 > $1 }
        }
    }

    /// How many starts are worth their time.
    private func starts(_ tiers: Tiers) -> Int {
        switch tiers.items.count {
        case ...100: return 8
        case ...200: return 10
        case ...300: return 4
        default: return 2
        }
    }

    private func widest(_ tiers: Tiers, boxes: Int) -> Int {
        tiers.layers.indices.map { tiers.width(ofLayer: $0, boxes: boxes) }.max() ?? 0
    }
}
