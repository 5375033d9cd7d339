import CWinnowModule
import WinnowModel

// Looks at a document where it stands: a snapshot makes a string of every text
// in it, which is most of what answering for a page costs.
extension HostDocument {
    /// Calls `body` with kind and text of each block that was not dropped, in
    /// order. The text is UTF-8 and stays until the document changes.
    public func forEachKeptBlock(_ body: (Block.Kind, UnsafeBufferPointer<UInt8>) -> Void) {
        let blocks = storage.pointee.blocks
        var slot = blocks.first
        while slot != BlockColumns.noSlot {
            let index = Int(slot)
            if blocks.drops[index].module == 0 {
                let kind = Block.Kind(rawValue: blocks.forms[index].kind) ?? .paragraph
                body(kind, blocks.texts[index].bytes.assumingMemoryBound(to: UInt8.self))
            }
            slot = blocks.next(after: slot)
        }
    }

    /// Number of metadata keys.
    public var fieldCount: Int { storage.pointee.metadata.fields.count }

    /// Key and number of values of the metadata field at `index`, below
    /// `fieldCount`. The key is UTF-8 and stays until the document changes.
    public func field(_ index: Int) -> (key: UnsafeRawBufferPointer, valueCount: Int) {
        let field = storage.pointee.metadata.fields.elements[index]
        return (field.key.bytes, field.count)
    }

    /// A value of the metadata field at `index`; see above.
    public func value(_ place: Int, ofField index: Int) -> UnsafeRawBufferPointer {
        storage.pointee.metadata.fields.elements[index].values[place].bytes
    }

    /// The first value of a metadata key.
    public func firstValue(of key: String) -> String? {
        key.withWinnowString { key in
            storage.pointee.metadata.find(key).map {
                storage.pointee.metadata.fields.elements[$0].values[0].string
            }
        }
    }
}
