import { magnifierTool, panTool, scrollTool, windowTool, zoomTool } from './drag-tools.ts'
import { pointTool } from './point-tool.ts'
import { runTool } from './tool.ts'
import type { ToolName, ToolRun } from './tool.ts'

/** Puts a tool into the reader's hand. */
export function takeTool(name: ToolName): ToolRun {
  switch (name) {
    case 'window':
      return runTool(windowTool)
    case 'pan':
      return runTool(panTool)
    case 'zoom':
      return runTool(zoomTool)
    case 'scroll':
      return runTool(scrollTool)
    case 'magnifier':
      return runTool(magnifierTool)
    case 'probe':
    case 'length':
    case 'angle':
    case 'cobb':
    case 'ellipse':
    case 'arrow':
      return runTool(pointTool(name))
  }
}
