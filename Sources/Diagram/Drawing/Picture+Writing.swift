import Text

extension Picture {
    /// Writes one glyph that takes one column.
    mutating func put(_ glyph: Unicode.Scalar, x: Int, y: Int, kind: CellKind, emphasis: Emphasis) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let packed = kind.packed
        cells[y * width + x] = PackedCell(glyph: glyph.value, owner: packed.owner, tag: packed.tag, emphasis: emphasis)
    }

    /// Writes text; returns the column behind it.
    mutating func put(_ text: String, x: Int, y: Int, kind: CellKind, emphasis: Emphasis, glyphs: GlyphSet) -> Int {
        var x = x
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            for byte in text.utf8 {
                // What has no room is left out, and what follows it takes its place.
                guard x >= 0, x < width, y >= 0, y < height else { continue }
                put(Unicode.Scalar(byte), x: x, y: y, kind: kind, emphasis: emphasis)
                x += 1
            }
            return x
        }
        let packed = kind.packed
        for sign in text {
            // What was cut while the glyphs were not known yet.
            let character = sign == "…" && glyphs == .ascii ? "~" : sign
            let columns = TerminalText.clusterWidth(character)
            guard columns > 0, x >= 0, x + columns <= width, y >= 0, y < height else { continue }
            let scalars = character.unicodeScalars
            let glyph: UInt32
            if scalars.count == 1, let scalar = scalars.first {
                glyph = scalar.value
            } else {
                glyph = PackedCell.firstCluster + UInt32(clusters.count)
                clusters.append(String(character))
            }
            let place = y * width + x
            cells[place] = PackedCell(glyph: glyph, owner: packed.owner, tag: packed.tag, emphasis: emphasis)
            if columns == 2 {
                cells[place + 1] = PackedCell(glyph: 0, owner: packed.owner, tag: packed.tag, emphasis: emphasis)
            }
            x += columns
        }
        return x
    }
}

extension Picture {
    /// Pictures one below the other, a blank row between two; their boxes keep their numbers.
    public init(stacking pictures: [Picture]) {
        let width = pictures.map(\.width).max() ?? 0
        let height = pictures.reduce(0) { $0 + $1.height } + max(0, pictures.count - 1)
        var boxes: [Box] = []
        var top = 0
        for picture in pictures {
            for var box in picture.boxes {
                box.y += top
                boxes.append(box)
            }
            top += picture.height + 1
        }
        self.init(width: width, height: height, boxes: boxes, shapes: [])
        top = 0
        for picture in pictures {
            let first = UInt32(clusters.count)
            clusters += picture.clusters
            for y in 0..<picture.height {
                for x in 0..<picture.width {
                    var cell = picture.cells[y * picture.width + x]
                    if cell.glyph >= PackedCell.firstCluster { cell.glyph += first }
                    cells[(top + y) * width + x] = cell
                }
            }
            top += picture.height + 1
        }
    }
}
