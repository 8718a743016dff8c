import type { OfferedPack } from '../../domain/pack.ts'
import { useDesk, useSessionState } from '../desk.ts'
import { DiagnosticNotice } from '../notices/diagnostic-notice.tsx'
import { SidePanel } from '../controls/side-panel.tsx'
import { WORDS } from '../../words/words.ts'
import { ModelCard } from './model-card.tsx'
import { usePacks } from './use-packs.ts'
import './models-panel.css'

/** Which model pack reads, what others there are, how to bring one's own, and the card of the one in use. */
export function ModelsPanel() {
  const { pick } = useDesk()
  const packs = usePacks()
  const packId = useSessionState((state) => state.packId)
  const offered = packs?.ok === true ? packs.value : []
  const inUse = offered.find(({ key }) => key === packId)
  return (
    <SidePanel title={WORDS.pack.models}>
      {packs?.ok === false && <DiagnosticNotice diagnostic={packs.diagnostic} />}
      <fieldset className="packs">
        <legend className="quiet">{WORDS.pack.choose}</legend>
        {offered.map((pack) => (
          <PackChoice key={pack.key} pack={pack} isInUse={pack.key === packId} />
        ))}
      </fieldset>
      <div className="pack-add">
        <p className="quiet">{WORDS.pack.bring}</p>
        <button type="button" className="button" onClick={() => pick('folder')}>
          {WORDS.pack.openFolder}
        </button>
        <button type="button" className="button" onClick={() => pick('files')}>
          {WORDS.pack.openZip}
        </button>
      </div>
      {packs?.ok === true && inUse === undefined && <p className="quiet">{WORDS.pack.none}</p>}
      {inUse && <ModelCard pack={inUse} />}
    </SidePanel>
  )
}

function PackChoice({ pack, isInUse }: { readonly pack: OfferedPack; readonly isInUse: boolean }) {
  const { session } = useDesk()
  const { manifest, key, origin, sha256 } = pack
  return (
    <label className="pack-choice">
      <input
        type="radio"
        name="pack"
        checked={isInUse}
        onChange={() => {
          session.choosePack(key)
        }}
      />
      <span>
        {manifest.name} {manifest.version}
        <span className="quiet">
          {[WORDS.pack.origins[origin], manifest.created, sha256.slice(0, 12)].join(', ')}
        </span>
      </span>
    </label>
  )
}
